import {
  InvalidRequestError,
  MAX_REQUEST_BYTES,
  REQUEST_FIELDS,
  RequestTooLargeError,
} from '@pilotlight/protocol';
import type { Request } from 'firebase-functions/https';
import { decodeData } from './decode-data.ts';

/**
 * Reads a call by the callable protocol: `{ "data": … }`, posted as JSON, with no other field.
 *
 * @throws {InvalidRequestError} @throws {RequestTooLargeError}
 */
export function readCall({ method, headers, rawBody, body }: Request): unknown {
  if (method !== 'POST') throw invalid('a POST', `a ${method}`);
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw invalid('JSON, and `application/json` as its content type', 'another content type');
  }
  // Cloud Functions and the deployable refuse such a body themselves; the emulator and other hosts do not.
  if (rawBody !== undefined && rawBody.length > MAX_REQUEST_BYTES) {
    throw new RequestTooLargeError({
      field: 'request',
      expected: `at most ${MAX_REQUEST_BYTES} bytes`,
      received: `${rawBody.length} bytes`,
    });
  }
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  if (fields.length !== 1 || fields[0] !== 'data') {
    throw invalid(
      'an object with only `data`',
      fields.includes('data') ? 'more fields' : 'another body',
      `The request goes into \`data\`: { "data": { ${fields.includes('data') ? '…' : exampleOf(fields)} } }`,
    );
  }
  return decodeData(body.data);
}

/** Returns the caller's fields that are the protocol's, as they are written in `data`. */
function exampleOf(fields: readonly string[]): string {
  const known = fields.filter((name) => REQUEST_FIELDS.includes(name)).map((name) => `"${name}": …`);
  return known.length > 0 ? known.join(', ') : '"instances": …';
}

function invalid(expected: string, received: string, wayOut?: string): InvalidRequestError {
  const sentence = wayOut && `expected ${expected}, received ${received}. ${wayOut}`;
  return new InvalidRequestError({ field: 'request', expected, received }, sentence);
}
