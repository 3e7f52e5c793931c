import { expect, it } from 'vitest';
import { medianError } from './median-error.ts';

it('is zero for equal values, and is not affected by one outlier', () => {
  expect(medianError([2, 2, 2])).toBe(0);
  expect(medianError([2, 2, 2, 2, 100])).toBe(0);
});

it('is half as large for four times as many values', () => {
  const few = [1, 2, 3, 4, 5];
  const many = [...few, ...few, ...few, ...few];
  expect(medianError(many)).toBeCloseTo(medianError(few) / 2);
});
