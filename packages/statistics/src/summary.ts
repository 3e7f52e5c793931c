import { medianSorted } from 'simple-statistics';

/** Summary of repeated measurements: the median, and the range that shows how far to trust it. */
export interface Summary {
  min: number;
  median: number;
  max: number;
}

/** Summarizes values. @throws {RangeError} for no values. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError('no values to summarize');
  return { min, median: medianSorted(sorted), max };
}

/** Formats a summary for a table: the median, and in brackets the least and the most. */
export function formatSummary({ min, median, max }: Summary, digitsAfterPoint: number): string {
  const [low, middle, high] = [min, median, max].map((value) => value.toFixed(digitsAfterPoint));
  return `${middle} (${low} to ${high})`;
}
