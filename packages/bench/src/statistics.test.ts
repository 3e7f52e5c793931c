import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLine, medianError, percentile, spread, summarise } from './statistics.ts';

it.each([
  [[3], { min: 3, median: 3, max: 3 }],
  [[9, 1, 5], { min: 1, median: 5, max: 9 }],
  [[10, 1, 2, 3], { min: 1, median: 2.5, max: 10 }],
])('summarises %j', (values, summary) => {
  expect(summarise(values)).toEqual(summary);
});

it('makes nothing up where there is nothing', () => {
  expect(() => summarise([])).toThrow(RangeError);
  expect(() => percentile([], 50)).toThrow(RangeError);
  expect(() => fitLine([{ x: 1, y: 1 }])).toThrow(RangeError);
});

it('shows the median and how far to trust it', () => {
  expect(spread({ min: 1, median: 2.25, max: 3 }, 1)).toBe('2.3 (1.0 to 3.0)');
});

function pointsOn(slope: number, intercept: number) {
  return [1, 5, 20, 80].map((x) => ({ x, y: slope * x + intercept }));
}

it('finds the line that points lie on', () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(number, number, (slope, intercept) => {
      const line = fitLine(pointsOn(slope, intercept));
      expect(line.slope).toBeCloseTo(slope, 6);
      expect(line.intercept).toBeCloseTo(intercept, 6);
    }),
  );
});

it.each([
  [50, 5],
  [95, 10],
  [99, 10],
  [1, 1],
  [100, 10],
])('takes the percentile %d of one to ten', (percent, value) => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent)).toBe(value);
});

describe('the error of a median', () => {
  it('is nothing where all are the same, and is not spoilt by one that is not', () => {
    expect(medianError([2, 2, 2])).toBe(0);
    expect(medianError([2, 2, 2, 2, 100])).toBe(0);
  });

  it('is half as large for four times as many', () => {
    const few = [1, 2, 3, 4, 5];
    const many = [...few, ...few, ...few, ...few];
    expect(medianError(many)).toBeCloseTo(medianError(few) / 2);
  });
});
