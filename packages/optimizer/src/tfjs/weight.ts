import type { Quantization } from '../quantize/precision.ts';

/** A weight of a TensorFlow.js model. */
export interface Weight {
  name: string;
  shape: readonly number[];
  dtype: string;
  /** As the file has them. */
  bytes: Uint8Array<ArrayBuffer>;
  quantization: Quantization | undefined;
}

/** A TensorFlow.js model in memory: its `model.json` without the weights, and these, group by group. */
export interface TfjsModel {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  /** The file that it was read from, for errors. */
  file: string;
  json: Readonly<Record<string, unknown>>;
  groups: readonly (readonly Weight[])[];
}
