import type { IncomingMessage } from 'node:http';
import { type BodyKind, bodyKind } from './body-kind.ts';
import { readMediaType } from './media-type.ts';
import { invalidRequest, Refusal, requestTooLarge } from './refusal.ts';
import type { RequestBounds } from './request-bounds.ts';

/** A body to read, as a request's headers describe it. */
export interface AnnouncedBody {
  kind: BodyKind;
  /** The length in bytes; undefined for a body in chunks, which announces none. */
  length: number | undefined;
  /** The greatest length allowed, in bytes. */
  maxBytes: number;
}

/**
 * Checks everything about a request that is known before its body is read. Returns undefined if there is no body, or
 * one without a media type, which is not read.
 *
 * @throws {Refusal}
 */
export function checkHeaders(
  { method, headers }: IncomingMessage,
  bounds: RequestBounds,
): AnnouncedBody | undefined {
  const { exemption, requiredHeaders } = bounds;
  let maxBytes = bounds.maxBodyBytes;
  // A browser's OPTIONS request asks for permission and carries none of these headers.
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
    const issue = { field: 'request', expected: 'an uncompressed body', received: 'a compressed one' };
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

/** True if a required header is missing; a header is required if its variable is set to anything but `false`. */
function isMissing(
  { header, variable }: RequestBounds['requiredHeaders'][number],
  headers: IncomingMessage['headers'],
): boolean {
  const setting = process.env[variable];
  return setting !== undefined && setting !== 'false' && headers[header] === undefined;
}
