import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import { documented } from './doc-comment.ts';
import { table } from './table.ts';

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
\`received\` one.

${table(
  ['`details.reason`', 'code', 'when'],
  reasons.map(({ comment, parts: { reason, code } }) => [`\`${reason}\``, `\`${code}\``, comment]),
)}

One error has no reason. \`unavailable\`: the instance had to end before it answered; try again.

## Bounds on every request

${table(
  ['bound', 'value', 'meaning'],
  limits.map(({ comment, parts: { name, value = '' } }) => [`\`${name}\``, amount(value), comment]),
)}

Other limits depend on the function's memory: [Calling \`predict\`](../calling-predict.md#bounds) lists them.
`;
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
