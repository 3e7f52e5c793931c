/** Makes of a number from 0 up to 1 a value of the distribution: the inverse of its cumulative distribution function. */
export type Distribution = (uniform: number) => number;

/** The least and the most that something takes, in milliseconds. */
export interface Range {
  min: number;
  max: number;
}

/** Anything between two bounds, as likely as anything else: what is to be assumed where only the bounds are known. */
export function between({ min, max }: Range): Distribution {
  return (uniform) => min + uniform * (max - min);
}

/** Waits of an average of `mean` for what happens at random, without memory. */
export function exponential(mean: number): Distribution {
  return (uniform) => -Math.log(1 - uniform) * mean;
}
