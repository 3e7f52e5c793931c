import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './refusal.ts';
import { loggedPercent, refusalLine } from './refusal-line.ts';
import type { RefusalLog } from './request-bounds.ts';

/** How long the connection of a refused request stays, so that its sender, who may still be sending, reads the answer. */
const LINGER_MS = 2000;

/** What is left of a refused request is read, and thrown away, where it is no more than this. */
const LINGER_BYTES = 256 * 1024;

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
  const percent = loggedPercent(log);
  if (Math.random() * 100 < percent) {
    const line = { event: log?.event, percent };
    setImmediate(() => console.log(JSON.stringify(refusalLine(refusal, request, line))));
  }
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
