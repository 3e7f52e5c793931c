import { expect, it } from 'vitest';
import { median } from './median.ts';

it('returns the middle value, or the mean of the two in the middle', () => {
  expect([[3], [9, 1, 5], [10, 1, 2, 3]].map(median)).toEqual([3, 5, 2.5]);
});

it('throws for no values', () => {
  expect(() => median([])).toThrow(RangeError);
});
