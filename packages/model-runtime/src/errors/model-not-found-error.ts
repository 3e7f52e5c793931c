import { listNames } from './list-names.ts';
import { ModelError } from './model-error.ts';

/** No model, or no version of it, has that name. */
export class ModelNotFoundError extends ModelError {
  constructor(
    wanted: { model: string; version?: number | undefined },
    available: readonly (string | number)[],
  ) {
    super('MODEL_NOT_FOUND', wanted, `not served here; available: ${listNames(available) || 'none'}`);
  }
}
