/**
 * Predicts with the models of a directory.
 *
 * @module
 */
export type { CallRecord } from './call-record.ts';
export type { CallOptions } from './concurrency/call-options.ts';
export { EngineError } from './errors/engine-error.ts';
export { InferenceError } from './errors/inference-error.ts';
export { ModelBrokenError } from './errors/model-broken-error.ts';
export { ModelError } from './errors/model-error.ts';
export { ModelNotFoundError } from './errors/model-not-found-error.ts';
export { createModelRuntime, type ModelRuntime, type Prediction } from './model-runtime.ts';
