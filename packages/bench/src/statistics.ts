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

/** A straight line through points, by least squares. */
export interface Line {
  slope: number;
  intercept: number;
}

/** @throws {RangeError} for fewer than two different `x`. */
export function fitLine(points: readonly { x: number; y: number }[]): Line {
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const spreadOfX = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (!(spreadOfX > 0)) throw new RangeError('a line needs two points, one beside the other');
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spreadOfX;
  return { slope, intercept: y - slope * x };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What so many of a hundred values are not above, by the nearest rank. @throws {RangeError} for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('there is nothing to take a percentile of');
  return value;
}

/**
 * How far a median may be from the true one by chance alone: its standard error, from the median deviation, which one
 * slow run does not spoil.
 */
export function medianError(values: readonly number[]): number {
  const { median } = summarise(values);
  const deviation = summarise(values.map((value) => Math.abs(value - median))).median;
  // 1.4826 makes of it the standard deviation of a normal distribution, 1.2533 is what a median has more than a mean.
  return (1.2533 * 1.4826 * deviation) / Math.sqrt(values.length);
}
