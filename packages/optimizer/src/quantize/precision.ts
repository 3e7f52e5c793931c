import type { Quantization } from '@pilotlight/model-formats/tfjs';

/** What the standard manifest of TensorFlow.js can store a float32 weight as, the most exact first. */
export const PRECISIONS = ['float16', 'uint16', 'uint8'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** How a weight is stored: as it is, or quantised. */
export type Storage = 'float32' | Precision;

/** A weight's values as they are stored. */
export interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  /** None of a weight that is stored as it is. */
  quantization: Quantization | undefined;
}
