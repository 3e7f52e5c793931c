import type { IncomingMessage, ServerResponse } from 'node:http';
import { loggedPercent, refusalLine } from './refusal-line.ts';
import type { RefusalLog } from './request-bounds.ts';

/** The codes of the callable protocol that a request is refused with, and the HTTP status of each. */
const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

/** How long the connection of a refused request stays, so that its sender, who may still be sending, reads the answer. */
const LINGER_MS = 2000;

/** What is left of a refused request is read, and thrown away, where it is no more than this. */
const LINGER_BYTES = 256 * 1024;

interface RefusalDetails {
  reason: string;
  issue?: Issue;
}

interface RefusalOptions {
  code: keyof typeof HTTP_STATUS;
  /** The HTTP status where it is not the code's own. */
  status?: number;
  message: string;
  /** What a program can tell it by, as a callable error's `details`. */
  details?: RefusalDetails;
}

/** A request that is not let through, and what its sender is told. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: keyof typeof HTTP_STATUS;
  readonly status: number;
  readonly details: RefusalDetails | undefined;

  constructor({ code, status = HTTP_STATUS[code], message, details }: RefusalOptions) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** What is wrong with a request: as the functions behind this say it in `details`. */
export interface Issue {
  field: string;
  expected: string;
  received: string;
}

/** Refuses what no request may say. */
export function invalidRequest(issue: Issue, status?: number): Refusal {
  return withIssue('INVALID_ARGUMENT', 'INVALID_REQUEST', issue, status);
}

/** Refuses what is well formed and more than a request may hold. */
export function requestTooLarge(issue: Issue): Refusal {
  return withIssue('RESOURCE_EXHAUSTED', 'REQUEST_TOO_LARGE', issue);
}

function withIssue(code: RefusalOptions['code'], reason: string, issue: Issue, status?: number): Refusal {
  const message = `${issue.field}: expected ${issue.expected}, received ${issue.received}`;
  return new Refusal({
    code,
    message,
    details: { reason, issue },
    ...(status === undefined ? {} : { status }),
  });
}

/**
 * Answers a refused request as a callable function answers an error, readable by a browser of any origin as
 * firebase-functions has it, and then writes a line into the log. Where the request has not come whole, its connection is
 * closed: reading megabytes to throw them away would cost what refusing them is to save.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { refusal, log }: { refusal: Refusal; log: RefusalLog | undefined },
): void {
  const { status, code, message, details } = refusal;
  if (Math.random() * 100 < loggedPercent(log))
    setImmediate(() => console.log(JSON.stringify(refusalLine(refusal, request, log))));
  const body = JSON.stringify({ error: { status: code, message, ...(details ? { details } : {}) } });
  const { origin } = request.headers;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    vary: 'Origin',
    ...(origin === undefined ? {} : { 'access-control-allow-origin': origin }),
    ...(request.complete ? {} : { connection: 'close' }),
  });
  if (request.complete) {
    response.end(body);
    return;
  }
  // A connection that is closed with something unread takes the answer with it.
  response.write(body);
  const end = () => response.end();
  const timer = setTimeout(end, LINGER_MS);
  request.once('close', () => clearTimeout(timer)).once('end', end);
  if (Number(request.headers['content-length']) <= LINGER_BYTES) request.resume();
}
