import { medianAbsoluteDeviation } from 'simple-statistics';

/**
 * How far a median may be from the true one by chance alone: its standard error, from the median deviation, which one
 * slow run does not spoil.
 */
export function medianError(values: readonly number[]): number {
  // 1.4826 makes of it the standard deviation of a normal distribution, 1.2533 is what a median has more than a mean.
  return (1.2533 * 1.4826 * medianAbsoluteDeviation([...values])) / Math.sqrt(values.length);
}
