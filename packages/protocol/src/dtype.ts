/** The element types that a tensor can have on the wire. */
export const DTYPES = ['float32', 'int32', 'bool'] as const;

export type DType = (typeof DTYPES)[number];

/** What holds the elements of a tensor of each dtype; a bool is one byte, 0 or 1. */
export interface TypedArrays {
  float32: Float32Array;
  int32: Int32Array;
  bool: Uint8Array;
}

export const BYTES_PER_ELEMENT: Readonly<Record<DType, number>> = { float32: 4, int32: 4, bool: 1 };

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** A zero-filled typed array for `length` elements of `dtype`. */
export function allocate(dtype: DType, length: number): TypedArrays[DType] {
  return new ARRAYS[dtype](length);
}

/** Reads `bytes` (little-endian, as every machine that runs this has it) as elements of `dtype`, without a copy. */
export function viewBytes(dtype: DType, bytes: Uint8Array<ArrayBuffer>): TypedArrays[DType] {
  return new ARRAYS[dtype](bytes.buffer, bytes.byteOffset, bytes.byteLength / BYTES_PER_ELEMENT[dtype]);
}
