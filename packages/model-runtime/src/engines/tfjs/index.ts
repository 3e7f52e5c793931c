/**
 * TensorFlow.js graphs as this runtime runs them, for tools that edit or run such graphs.
 *
 * @module
 */
import './ops/correct-ops.ts';

export { graphOps, hasDynamicOps } from './graph-ops.ts';
export { unfuseSums } from './unfuse-sums.ts';
