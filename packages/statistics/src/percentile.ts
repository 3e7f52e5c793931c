/** What so many of a hundred values are not above, by the nearest rank. @throws {RangeError} for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  // A value that was measured: `quantile` of simple-statistics gives the mean of two where the rank lies between them.
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('there is nothing to take a percentile of');
  return value;
}
