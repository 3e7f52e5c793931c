import { mean as meanOf, sampleVariance } from 'simple-statistics';
import { Z_95 } from './z-95.ts';

/** The least number of values; with fewer, the normal distribution makes the interval too narrow. */
const LEAST_COUNT = 30;

/**
 * Returns the mean of values and its 95% confidence interval, by the normal distribution. The interval is unbounded for
 * fewer than 30 values. The mean of no values is NaN.
 */
export function meanInterval(values: readonly number[]): {
  mean: number;
  interval: { low: number; high: number };
} {
  const sample = [...values];
  const mean = sample.length === 0 ? Number.NaN : meanOf(sample);
  if (sample.length < LEAST_COUNT) return { mean, interval: { low: -Infinity, high: Infinity } };
  const spread = Z_95 * Math.sqrt(sampleVariance(sample) / sample.length);
  return { mean, interval: { low: mean - spread, high: mean + spread } };
}
