import { linearRegression } from 'simple-statistics';

/** A straight line through points, by least squares. */
export interface Line {
  slope: number;
  intercept: number;
}

/** Fits a line to points. @throws {RangeError} for fewer than two different `x`. */
export function fitLine(points: readonly { x: number; y: number }[]): Line {
  if (new Set(points.map(({ x }) => x)).size < 2) {
    throw new RangeError('a line needs two points with different x');
  }
  const { m, b } = linearRegression(points.map(({ x, y }) => [x, y]));
  return { slope: m, intercept: b };
}
