import type { Weight } from '@pilotlight/model-formats/tfjs';

/** A TensorFlow.js model in memory: its `model.json` without the weights, and the weights, group by group. */
export interface TfjsModel {
  format: 'tfjs-graph-model' | 'tfjs-layers-model';
  /** The file that it was read from, for errors. */
  file: string;
  json: Readonly<Record<string, unknown>>;
  groups: readonly (readonly Weight[])[];
}
