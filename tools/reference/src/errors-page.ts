import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { documented } from './doc-comment.ts';
import { table } from './table.ts';

/** Errors that have another code or status than their reason, or no reason. */
const OTHERS = [
  {
    reason: 'INVALID_REQUEST',
    code: 'invalid-argument',
    status: 415,
    causes: 'The body is compressed, or its text is not in UTF-8.',
    wayOut: 'Send it without `Content-Encoding`, in UTF-8.',
  },
  {
    reason: 'INVALID_REQUEST',
    code: 'deadline-exceeded',
    causes: 'The body took more than 30 seconds to arrive.',
    wayOut: 'Send less at a time, or over a faster network.',
  },
  {
    code: 'unavailable',
    causes: 'The instance had to end before it answered.',
    wayOut: 'Try again.',
  },
  {
    code: 'internal',
    causes:
      'An unexpected failure, for example if App Check does not answer while each of its tokens counts once.',
    wayOut: "Look at the function's log, which has the cause.",
  },
  {
    code: 'not-found',
    causes: 'The function is called at another path than its address.',
    wayOut: 'Call the address that `firebase deploy` prints.',
  },
];

/** HTTP status of each code, from https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto. */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  'invalid-argument': 400,
  'failed-precondition': 400,
  unauthenticated: 401,
  'permission-denied': 403,
  'not-found': 404,
  'resource-exhausted': 429,
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  'deadline-exceeded': 504,
};

const REASON = String.raw`  (?<reason>[A-Z_]+): '(?<code>[a-z-]+)',`;
const LIMIT = String.raw`export const (?<name>MAX_\w+)(?:: number)? = (?<value>[^;]+);`;

/** Makes the page of all errors of a call, and of the bounds on a request, from the protocol's source. */
export async function errorsPage(): Promise<string> {
  const reasons = documented(await protocolSource('errors/error-reason.ts'), REASON);
  const limits = documented(await protocolSource('wire/limits.ts'), LIMIT);
  return `# Errors and bounds

A refused or failed call gets an error of the
[callable protocol](https://firebase.google.com/docs/functions/callable-reference): a code, a message that says what to do, and
\`details.reason\`. If one field of the request is wrong, \`details.issue\` has its path (\`field\`), the \`expected\` value and the
\`received\` one. \`predict\` logs each of these calls:
[Why are callers refused?](../watch-and-steer.md#why-are-callers-refused)

${table(
  ['`details.reason`', 'code', 'HTTP', 'usual causes', 'what to do'],
  [
    ...reasons.flatMap(({ paragraphs: [causes, wayOut], parts: { reason, code } }) => [
      row(reason, code, { causes, wayOut }),
      ...othersOf(reason),
    ]),
    ...othersOf(undefined),
  ],
)}

Google refuses some calls before they reach \`predict\`. The answer is a page without a reason: 403 if the caller may not call the
function, 404 if there is no function of that name in that region, 413 for a body over 32 MiB, 429 if no instance is free, 500 or 503
if an instance failed. Only Cloud Run's request log has these calls.
[\`@pilotlight/client\`](../../packages/client/README.md#errors) has reasons for them.

## In the emulators

The emulators have another server before \`predict\`, so some answers differ:

- Broken JSON and a body over 32 MiB (413) get an HTML page with a stack. A deployment answers with \`INVALID_REQUEST\` or
  \`REQUEST_TOO_LARGE\`.
- A compressed body is inflated and read. A deployment refuses it.
- No token is verified: any token is accepted, even \`Bearer abc\`.
- The function's memory sets no bounds, so no call is \`OVERLOADED\`.

To see the deployment's answers, run the built folder: [Anywhere else](../your-first-deploy.md#anywhere-else).

## Bounds on every request

${table(
  ['bound', 'value', 'meaning'],
  limits.map(({ comment, parts: { name, value = '' } }) => [`\`${name}\``, amount(value), comment]),
)}

Other limits depend on the function's memory: [Calling \`predict\`](../calling-predict.md#bounds) lists them.
`;
}

/** The further rows of a reason. */
function othersOf(wanted: string | undefined): string[][] {
  return OTHERS.filter(({ reason }) => reason === wanted).map(({ reason, code, ...others }) =>
    row(reason, code, others),
  );
}

/** A row of the table of errors. @throws {Error} for an error without causes, a way out or a known code. */
function row(
  reason: string | undefined,
  code = '',
  {
    causes,
    wayOut,
    status = HTTP_STATUS[code],
  }: { causes?: string | undefined; wayOut?: string | undefined; status?: number | undefined },
): string[] {
  if (!causes || !wayOut || !status)
    throw new Error(`${reason} (${code}) lacks causes, a way out or a status`);
  return [reason ? `\`${reason}\`` : 'none', `\`${code}\``, String(status), causes, wayOut];
}

/** The product of a constant's factors, such as \`32 * 1024 * 1024\`, with the separators that readers expect. */
function amount(expression: string): string {
  const factors = expression.split('*').map((factor) => Number(factor.replaceAll('_', '')));
  const value = factors.reduce((product, factor) => product * factor, 1);
  if (!Number.isFinite(value)) throw new Error(`'${expression}' is not a product of numbers`);
  return value.toLocaleString('en-US');
}

function protocolSource(path: string): Promise<string> {
  return readFile(join(REPOSITORY, 'packages/protocol/src', path), 'utf8');
}
