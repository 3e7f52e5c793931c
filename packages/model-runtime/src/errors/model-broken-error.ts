import { ModelError } from './model-error.ts';

/** A model directory cannot be served: its manifest, its labels, its files or their content is wrong. */
export class ModelBrokenError extends ModelError {
  constructor(
    broken: { model: string; version?: number | undefined },
    message: string,
    options?: ErrorOptions,
  ) {
    super('MODEL_BROKEN', broken, message, options);
  }
}
