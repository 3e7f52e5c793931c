import { expect, it } from 'vitest';
import { percentile } from './percentile.ts';

it.each([
  [50, 5],
  [95, 10],
  [99, 10],
  [1, 1],
  [100, 10],
])('takes the percentile %d of one to ten', (percent, value) => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent)).toBe(value);
});

it('throws for no values', () => {
  expect(() => percentile([], 50)).toThrow(RangeError);
});
