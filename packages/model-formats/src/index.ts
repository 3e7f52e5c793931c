/**
 * Describes a model from its files, without an engine.
 *
 * @example
 * const { format } = await inspectModel('../../models/digits/2/model.json');
 * format; // => 'tfjs-layers-model'
 *
 * @module
 */
export type { Carried } from './carried/carried.ts';
export { parseLabels } from './carried/parse-labels.ts';
export { inspectModel } from './inspect-model.ts';
export { isKerasPath, locateModel } from './locate-model.ts';
export type { ModelDescription, OpCount } from './model-description.ts';
export { ModelFormatError } from './model-format-error.ts';
export { withDetectionShapes } from './tflite/sized-detections.ts';
