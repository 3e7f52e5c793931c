import type { Quantization } from '@pilotlight/model-formats/tfjs';

/** Types that the standard manifest of TensorFlow.js can store a float32 weight in, the most exact first. */
export const PRECISIONS = ['float16', 'uint16', 'uint8'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Storage of a weight: as it is, or quantized. */
export type Storage = 'float32' | Precision;

/** Stored values of a weight. */
export interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  /** Undefined for a weight that is stored as it is. */
  quantization: Quantization | undefined;
}
