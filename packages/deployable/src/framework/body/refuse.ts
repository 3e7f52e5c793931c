import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './refusal.ts';
import { loggedPercent, refusalLine } from './refusal-line.ts';
import type { RefusalLog } from './request-bounds.ts';

/**
 * Time for which the connection of a refused request stays open, so that a sender that is still sending can read the
 * answer.
 */
const LINGER_MS = 2000;

/** The most bytes of a refused request that are still read, and discarded. */
const LINGER_BYTES = 256 * 1024;

/**
 * Answers a refused request in the callable protocol's form, readable by a browser of any origin as with
 * firebase-functions, and then logs it. If the request has not arrived whole, its connection is closed: reading
 * megabytes to discard them would cost what the refusal saves.
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
  // Closing a connection with unread data discards the answer too.
  response.write(body);
  const end = () => response.end();
  const timer = setTimeout(end, LINGER_MS);
  request.once('close', () => clearTimeout(timer)).once('end', end);
  if (Number(request.headers['content-length']) <= LINGER_BYTES) request.resume();
}
