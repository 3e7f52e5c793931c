import type { IncomingMessage } from 'node:http';
import { type BodyKind, bodyKind } from './body-kind.ts';
import { readMediaType } from './media-type.ts';
import { invalidRequest, Refusal, requestTooLarge } from './refusal.ts';
import type { RequestBounds } from './request-bounds.ts';

/** A body to read, as a request's headers announce it. */
export interface AnnouncedBody {
  kind: BodyKind;
  /** Undefined where it comes in chunks, without a word of how many. */
  length: number | undefined;
  /** It may be no longer than this. */
  maxBytes: number;
}

/**
 * Checks all that can be said of a request before its body is read. Returns undefined where there is no body, or one
 * of no kind at all, which is left where it is.
 *
 * @throws {Refusal}
 */
export function checkHeaders(
  { method, headers }: IncomingMessage,
  bounds: RequestBounds,
): AnnouncedBody | undefined {
  const { exemption, requiredHeaders } = bounds;
  let maxBytes = bounds.maxBodyBytes;
  // A browser asks by OPTIONS, without any of them, whether it may send what a page wants to.
  const missing = method === 'OPTIONS' ? undefined : requiredHeaders.find((each) => isMissing(each, headers));
  if (missing) {
    if (!exemption || headers[exemption.header] === undefined) {
      const { message, reason } = missing.refusal;
      throw new Refusal({ code: 'UNAUTHENTICATED', message, details: { reason } });
    }
    maxBytes = Math.min(maxBytes, exemption.maxBodyBytes);
  }

  const declared = headers['content-length'];
  if (declared === undefined && headers['transfer-encoding'] === undefined) return undefined;
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    const issue = { field: 'request', expected: 'a body that is not compressed', received: 'one that is' };
    throw invalidRequest(issue, 415);
  }
  const length = declared === undefined ? undefined : Number(declared);
  if (length !== undefined && length > maxBytes) throw bodyTooLong(maxBytes, bounds, `${length} bytes`);
  const mediaType = readMediaType(headers['content-type']);
  return mediaType && { kind: bodyKind(mediaType), length, maxBytes };
}

export function bodyTooLong(maxBytes: number, { advice }: RequestBounds, received: string): Refusal {
  const expected = `at most ${maxBytes} bytes; ${advice}`;
  return requestTooLarge({ field: 'request', expected, received });
}

/** What is not said to be open is not. */
function isMissing(
  { header, variable }: RequestBounds['requiredHeaders'][number],
  headers: IncomingMessage['headers'],
): boolean {
  const setting = process.env[variable];
  return setting !== undefined && setting !== 'false' && headers[header] === undefined;
}
