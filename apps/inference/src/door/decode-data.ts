import { InvalidRequestError } from '@pilotlight/protocol';

/** The most levels of nested arrays and objects. A tensor has as many as its rank. */
const MAX_DEPTH = 64;

/** Types of 64-bit integers from the client SDKs of iOS and Android. */
const LONG_TYPES: ReadonlySet<unknown> = new Set([
  'type.googleapis.com/google.protobuf.Int64Value',
  'type.googleapis.com/google.protobuf.UInt64Value',
]);
const WHOLE_NUMBER = /^-?[0-9]{1,20}$/;

/** A value that is not allowed, and its path. */
interface Flaw {
  path: string;
  expected: string;
  received: string;
  /** The message, if it says more than the two fields above. */
  sentence?: string;
}

/**
 * Decodes the data of a client SDK in place. The SDKs encode only 64-bit integers. They become numbers, as in
 * firebase-functions, or strings of digits if a number cannot hold them exactly.
 *
 * @throws {InvalidRequestError} for any other `@type`, for a `__proto__`, and for too many levels.
 */
export function decodeData(data: unknown): unknown {
  const number = readLong(data);
  if (isValue(number)) return number;
  const flaw = number ?? decodeWithin(data, 1);
  if (!flaw) return data;
  const { path, expected, received, sentence } = flaw;
  throw new InvalidRequestError(
    { field: path.replace(/^\./, '') || 'request', expected, received },
    sentence,
  );
}

/** Decodes the children of a value. */
function decodeWithin(value: unknown, depth: number): Flaw | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) {
    return { path: '', expected: `at most ${MAX_DEPTH} levels of arrays and objects`, received: 'more' };
  }
  if (Array.isArray(value)) return decodeElements(value, depth);
  for (const [name, child] of Object.entries(value)) {
    if (name === '__proto__') {
      const sentence = 'unknown field; leave it out';
      return { path: `.${name}`, expected: 'a known field', received: 'an unknown field', sentence };
    }
    const number = readLong(child);
    if (isValue(number)) Reflect.set(value, name, number);
    else {
      const flaw = number ?? decodeWithin(child, depth + 1);
      if (flaw) return { ...flaw, path: `.${name.slice(0, 64)}${flaw.path}` };
    }
  }
  return undefined;
}

function decodeElements(elements: unknown[], depth: number): Flaw | undefined {
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at];
    // Nearly all elements are numbers.
    if (typeof element !== 'object') continue;
    const number = readLong(element);
    if (isValue(number)) elements[at] = number;
    else {
      const flaw = number ?? decodeWithin(element, depth + 1);
      if (flaw) return { ...flaw, path: `[${at}]${flaw.path}` };
    }
  }
  return undefined;
}

/** Returns the number of an object with a `@type`, or its digits; undefined for everything else. */
function readLong(value: unknown): number | string | Flaw | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '@type')) return undefined;
  const { '@type': type, value: digits }: { '@type'?: unknown; value?: unknown } = value;
  const isScalar = typeof digits === 'string' || typeof digits === 'number';
  if (LONG_TYPES.has(type) && isScalar && WHOLE_NUMBER.test(String(digits)))
    return Number.isSafeInteger(Number(digits)) ? Number(digits) : String(digits);
  const expected = 'an Int64Value or UInt64Value with a whole number as its `value`';
  return { path: '.@type', expected, received: 'another `@type` or value' };
}

function isValue(read: number | string | Flaw | undefined): read is number | string {
  return typeof read === 'number' || typeof read === 'string';
}
