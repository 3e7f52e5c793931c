import { decodeBase64 } from '../tensors/base64.ts';
import type { DType } from '../tensors/dtype.ts';
import type { Element } from '../tensors/elements.ts';

const MAX_FLOAT32 = 3.4028234663852886e38;
const utf8 = new TextEncoder();

interface ElementReader {
  /** The expected value, for an error. */
  expected: string;
  /** Returns undefined for a value that is not of the dtype. */
  read: (value: unknown) => Element | undefined;
}

const integer = (min: number, max: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;

/** Readers of an element of each dtype from JSON. */
export const ELEMENT_READERS: Readonly<Record<DType, ElementReader>> = {
  float32: {
    expected: 'a finite float32 number',
    read: (value) => (typeof value === 'number' && Math.abs(value) <= MAX_FLOAT32 ? value : undefined),
  },
  int32: { expected: 'a whole int32 number', read: integer(-(2 ** 31), 2 ** 31 - 1) },
  uint8: { expected: 'a whole number from 0 to 255', read: integer(0, 255) },
  int8: { expected: 'a whole number from -128 to 127', read: integer(-128, 127) },
  int64: { expected: 'a whole int64 number, as a string if it is beyond 2^53', read: readInt64 },
  bool: {
    expected: 'true or false',
    read: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  },
  string: { expected: 'a string, or bytes as { b64 }', read: readString },
};

function readInt64(value: unknown): bigint | undefined {
  if (Number.isSafeInteger(value)) return BigInt(Number(value));
  if (typeof value !== 'string' || !/^-?[0-9]{1,19}$/.test(value)) return undefined;
  const big = BigInt(value);
  return BigInt.asIntN(64, big) === big ? big : undefined;
}

function readString(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') return utf8.encode(value);
  if (typeof value !== 'object' || value === null || !('b64' in value)) return undefined;
  return typeof value.b64 === 'string' ? decodeBase64(value.b64) : undefined;
}
