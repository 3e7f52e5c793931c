import { OptimizerError } from '../../optimizer-error.ts';

/** Bytes that are not the expected IDX file. */
export class InvalidIdxError extends OptimizerError {
  override readonly name = 'InvalidIdxError';
}
