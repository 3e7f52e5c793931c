import { OptimizerError } from '../../optimizer-error.ts';

/** Bytes that are not the IDX file they were taken for. */
export class InvalidIdxError extends OptimizerError {
  override readonly name = 'InvalidIdxError';
}
