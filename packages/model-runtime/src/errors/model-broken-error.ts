import { ModelError } from './model-error.ts';

/** A model directory that cannot be served as it is: its manifest, its labels, its files or what is in them is wrong. */
export class ModelBrokenError extends ModelError {
  constructor(
    broken: { model: string; version?: number | undefined },
    message: string,
    options?: ErrorOptions,
  ) {
    super('MODEL_BROKEN', broken, message, options);
  }
}
