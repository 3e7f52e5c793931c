import { median as medianOf } from 'simple-statistics';

/** Returns the middle value, or the mean of the two in the middle. @throws {RangeError} for no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values to take the median of');
  return medianOf([...values]);
}
