/**
 * TensorFlow.js models in the form that this runtime runs, for tools that read, edit or run such models.
 *
 * @module
 */
import './ops/correct-ops.ts';

export { graphOps, hasDynamicOps } from './graph-ops.ts';
export { KerasFormError } from './keras-form-error.ts';
export { loadLayers } from './layers/load-layers.ts';
export { numberOutputs } from './number-outputs.ts';
export { normalizeLayersJson } from './normalize-layers-json.ts';
export { unfuseSums } from './unfuse-sums.ts';
export { uniqueTensorNames } from './unique-tensor-names.ts';
export { weightFileName } from './weight-file-name.ts';
