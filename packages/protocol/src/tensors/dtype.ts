/** The element types that a tensor can have. */
export const DTYPES = ['float32', 'int32', 'int64', 'uint8', 'int8', 'bool', 'string'] as const;

export type DType = (typeof DTYPES)[number];

/** The array type that holds each dtype's elements: a bool is one byte, 0 or 1; a string is its bytes. */
export interface Elements {
  float32: Float32Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  int8: Int8Array;
  bool: Uint8Array;
  string: Uint8Array[];
}

/** Bytes per element; for a string, the bytes of a reference to it. */
export const BYTES_PER_ELEMENT: Readonly<Record<DType, number>> = {
  float32: 4,
  int32: 4,
  int64: 8,
  uint8: 1,
  int8: 1,
  bool: 1,
  string: 8,
};

const ARRAYS = {
  float32: Float32Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  bool: Uint8Array,
} as const;

/** Returns an array of `length` elements of `dtype`: zeros, or empty strings. */
export function allocate(dtype: DType, length: number): Elements[DType] {
  if (dtype !== 'string') return new ARRAYS[dtype](length);
  const empty = new Uint8Array();
  return Array.from({ length }, () => empty);
}

/** Views `bytes` (little-endian, like every machine that runs this) as elements of `dtype`, without a copy. */
export function viewBytes(
  dtype: Exclude<DType, 'string'>,
  bytes: Uint8Array<ArrayBuffer>,
): Elements[Exclude<DType, 'string'>] {
  return new ARRAYS[dtype](bytes.buffer, bytes.byteOffset, bytes.byteLength / BYTES_PER_ELEMENT[dtype]);
}
