/**
 * A model directory in, a prediction out.
 *
 * @module
 */
export type { CallOptions } from './concurrency/call-options.ts';
export { EngineError } from './errors/engine-error.ts';
export { InferenceError } from './errors/inference-error.ts';
export { type Manifest, MANIFEST_FILE, parseManifest } from './store/manifest.ts';
export { type ModelDirectory, readManifest } from './store/model-directory.ts';
export { ModelBrokenError } from './errors/model-broken-error.ts';
export { ModelError } from './errors/model-error.ts';
export { ModelNotFoundError } from './errors/model-not-found-error.ts';
export {
  createModelRuntime,
  type ModelRuntime,
  type ModelRuntimeOptions,
  type Prediction,
} from './model-runtime.ts';
