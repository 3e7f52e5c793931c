import { TrainDigitsError } from '../train-digits-error.ts';

/** Bytes that are not the IDX file they were taken for. */
export class InvalidIdxError extends TrainDigitsError {
  override readonly name = 'InvalidIdxError';
}
