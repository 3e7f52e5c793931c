import { expect, it } from 'vitest';
import { median } from './median.ts';

it('is the middle value, or between the two in the middle', () => {
  expect([[3], [9, 1, 5], [10, 1, 2, 3]].map(median)).toEqual([3, 5, 2.5]);
});

it('makes nothing up where there is nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});
