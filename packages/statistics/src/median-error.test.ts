import { expect, it } from 'vitest';
import { medianError } from './median-error.ts';

it('is nothing where all are the same, and is not spoiled by one that is not', () => {
  expect(medianError([2, 2, 2])).toBe(0);
  expect(medianError([2, 2, 2, 2, 100])).toBe(0);
});

it('is half as large for four times as many', () => {
  const few = [1, 2, 3, 4, 5];
  const many = [...few, ...few, ...few, ...few];
  expect(medianError(many)).toBeCloseTo(medianError(few) / 2);
});
