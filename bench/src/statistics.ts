/** What is told of repeated measurements: the median to quote, and the spread that says how far to trust it. */
export interface Summary {
  min: number;
  median: number;
  max: number;
}

/** @throws {RangeError} for no values. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[index];
    if (value === undefined) throw new RangeError('there is nothing to summarise');
    return value;
  };
  const half = sorted.length / 2;
  const median = Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half));
  return { min: at(0), median, max: at(sorted.length - 1) };
}

/** As a table shows it: the median, and in brackets the least and the most. */
export function spread({ min, median, max }: Summary, digitsAfterPoint: number): string {
  const [low, middle, high] = [min, median, max].map((value) => value.toFixed(digitsAfterPoint));
  return `${middle} (${low} to ${high})`;
}
