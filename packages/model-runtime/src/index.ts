/**
 * A model directory in, a prediction out.
 *
 * @module
 */
export { EngineError } from './engine-error.ts';
export { InferenceError } from './inference-error.ts';
export { type Manifest, MANIFEST_FILE, parseManifest } from './manifest.ts';
export { type ModelDirectory, readManifest } from './model-directory.ts';
export { ModelBrokenError } from './model-broken-error.ts';
export { ModelError } from './model-error.ts';
export { ModelNotFoundError } from './model-not-found-error.ts';
export {
  createModelRuntime,
  type ModelRuntime,
  type ModelRuntimeOptions,
  type Prediction,
} from './model-runtime.ts';
