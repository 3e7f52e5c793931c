/** Returns a percentile by the nearest rank. @throws {RangeError} for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  // A measured value: `quantile` of simple-statistics returns the mean of two if the rank lies between them.
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('no values to take a percentile of');
  return value;
}
