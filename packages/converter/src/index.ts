/**
 * Conversion of models to TensorFlow.js graph models, without Python.
 *
 * @module
 */
export type { Checked } from './check/compare-converted.ts';
export { ConversionError } from './conversion-error.ts';
export { convertKerasModel } from './convert-keras-file.ts';
export { convertModel } from './convert-model.ts';
export { convertSavedModel } from './convert-saved-model.ts';
