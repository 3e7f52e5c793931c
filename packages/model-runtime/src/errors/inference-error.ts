import { ModelError } from './model-error.ts';

/** A model loaded, and then failed on an input that fits its signature. */
export class InferenceError extends ModelError {
  constructor(failed: { model: string; version: number }, message: string, options?: ErrorOptions) {
    super('INFERENCE_FAILED', failed, message, options);
  }
}
