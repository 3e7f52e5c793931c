/** The quantile of the normal distribution that leaves 2.5% above it. */
const QUANTILE = 1.959964;

/**
 * The mean of values and where it lies with 95% confidence, by the normal distribution; with fewer than 30 values
 * that is too narrow, so there the interval is everything.
 */
export function meanInterval(values: readonly number[]): {
  mean: number;
  interval: { low: number; high: number };
} {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 30) return { mean, interval: { low: -Infinity, high: Infinity } };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const spread = QUANTILE * Math.sqrt(variance / count);
  return { mean, interval: { low: mean - spread, high: mean + spread } };
}
