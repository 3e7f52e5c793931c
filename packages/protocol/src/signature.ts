import type { DType } from './dtype.ts';

/** What a signature says of one tensor; `-1` is a dimension of any size, as in TensorFlow's own signatures. */
export interface TensorSpec {
  dtype: DType;
  shape: readonly number[];
}

/** Named inputs and outputs of one way to call a model. */
export interface Signature {
  inputs: Readonly<Record<string, TensorSpec>>;
  outputs: Readonly<Record<string, TensorSpec>>;
}

/** The signature that is meant when a request names none, as in TensorFlow Serving. */
export const DEFAULT_SIGNATURE = 'serving_default';
