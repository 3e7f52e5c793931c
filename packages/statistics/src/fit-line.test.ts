import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitLine } from './fit-line.ts';

function pointsOn(slope: number, intercept: number) {
  return [1, 5, 20, 80].map((x) => ({ x, y: slope * x + intercept }));
}

it('finds the line through the points', () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(number, number, (slope, intercept) => {
      const line = fitLine(pointsOn(slope, intercept));
      expect(line.slope).toBeCloseTo(slope, 6);
      expect(line.intercept).toBeCloseTo(intercept, 6);
    }),
  );
});

it('throws for a single point', () => {
  expect(() => fitLine([{ x: 1, y: 1 }])).toThrow(RangeError);
});
