/**
 * Converts a number from 0 up to 1 into a value of the distribution: the inverse of its cumulative distribution
 * function.
 */
export type Distribution = (uniform: number) => number;

/** The least and the most time that something takes, in milliseconds. */
export interface Range {
  min: number;
  max: number;
}

/** Any value between two bounds is equally likely: the assumption when only the bounds are known. */
export function between({ min, max }: Range): Distribution {
  return (uniform) => min + uniform * (max - min);
}

/** Waits between independent random events (memoryless), with an average of `mean`. */
export function exponential(mean: number): Distribution {
  return (uniform) => -Math.log(1 - uniform) * mean;
}
