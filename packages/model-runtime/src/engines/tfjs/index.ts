/**
 * TensorFlow.js's models as this runtime runs them, for tools that edit or run such models.
 *
 * @module
 */
import './ops/correct-ops.ts';

export { graphOps, hasDynamicOps } from './graph-ops.ts';
export { loadLayers } from './layers/load-layers.ts';
export { numberOutputs } from './number-outputs.ts';
export { unfuseSums } from './unfuse-sums.ts';
