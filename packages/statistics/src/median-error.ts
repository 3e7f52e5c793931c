import { medianAbsoluteDeviation } from 'simple-statistics';

/**
 * Returns the standard error of the median, from the median absolute deviation, which one slow run does not affect.
 */
export function medianError(values: readonly number[]): number {
  // 1.4826 converts it to a normal distribution's standard deviation; 1.2533 is a median's error relative to a mean's.
  return (1.2533 * 1.4826 * medianAbsoluteDeviation([...values])) / Math.sqrt(values.length);
}
