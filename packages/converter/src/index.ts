/**
 * Conversion of models to TensorFlow.js graph models, without Python.
 *
 * @module
 */
export { ConversionError } from './conversion-error.ts';
export { convertSavedModel } from './convert-saved-model.ts';
export { writeGraphModel } from './write/write-graph-model.ts';
