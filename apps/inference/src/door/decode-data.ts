import { InvalidRequestError } from '@pilotlight/protocol';

/** Levels of arrays and objects within each other. A tensor has as many as its rank. */
const MAX_DEPTH = 64;

/** How the client SDKs of iOS and Android send whole numbers of 64 bits. */
const LONG_TYPES: ReadonlySet<unknown> = new Set([
  'type.googleapis.com/google.protobuf.Int64Value',
  'type.googleapis.com/google.protobuf.UInt64Value',
]);
const WHOLE_NUMBER = /^-?[0-9]{1,20}$/;

/** What no data may hold, and the way to it from the top. */
interface Flaw {
  path: string;
  expected: string;
  received: string;
  /** What is wrong in words, where the two above do not say it. */
  sentence?: string;
}

/**
 * Makes plain data of what a client SDK has encoded, in place. Numbers of 64 bits are all that JSON does not carry as
 * they are; they become numbers, as they do in firebase-functions, and digits where a number would be another one.
 *
 * @throws {InvalidRequestError} for any other `@type`, for a `__proto__`, and for more levels than data has.
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

/** Decodes what a value holds. */
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
    // Nearly all are numbers.
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

/** The number that an object of a `@type` stands for, or its digits; undefined for everything else. */
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
