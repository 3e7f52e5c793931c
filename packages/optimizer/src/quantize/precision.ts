/** What the standard manifest of TensorFlow.js can store a float32 weight as, the most exact first. */
export const PRECISIONS = ['float16', 'uint16', 'uint8'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** How a weight is stored: as it is, or quantised. */
export type Storage = 'float32' | Precision;

export const STORAGE_BYTES: Readonly<Record<Storage, number>> = {
  float32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

/** The quantisation of a weight as the manifest has it; `value = stored · scale + min` for the two of integers. */
export type Quantization =
  | { dtype: 'float16'; original_dtype: 'float32' }
  | { dtype: 'uint16' | 'uint8'; min: number; scale: number; original_dtype: 'float32' };

/** A weight's values as they are stored. */
export interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  /** None of a weight that is stored as it is. */
  quantization: Quantization | undefined;
}
