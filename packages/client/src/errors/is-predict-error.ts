import type { PredictError } from './predict-error.ts';
import type { PredictErrorReason } from './reason.ts';

/**
 * True for an error of this package, with the given reason if there is one.
 *
 * @example
 * isPredictError(new TypeError('a fault of the app'), 'OVERLOADED'); // => false
 */
export function isPredictError<Reason extends PredictErrorReason>(
  error: unknown,
  reason?: Reason,
): error is PredictError<Reason> {
  // By its name, because an app may hold several copies of this package, and `instanceof` knows only one.
  const isOurs = error instanceof Error && error.name === 'PredictError' && 'reason' in error;
  return isOurs && (reason === undefined || error.reason === reason);
}
