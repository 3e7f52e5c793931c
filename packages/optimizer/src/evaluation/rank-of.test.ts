import { expect, it } from 'vitest';
import { bestOf, rankOf } from './rank-of.ts';

it('counts the classes that score higher', () => {
  expect([0, 1, 2].map((label) => rankOf([0.2, 0.5, 0.3], label))).toEqual([2, 0, 1]);
  expect(bestOf([0.2, 0.5, 0.3])).toBe(1);
});

it('ranks the first of equal scores higher, as argmax does', () => {
  expect([0, 1].map((label) => rankOf([0.5, 0.5], label))).toEqual([0, 1]);
  expect(bestOf([0.5, 0.5])).toBe(0);
});

it('counts NaN as wrong', () => {
  expect([0, 1].map((label) => rankOf([Number.NaN, 1], label))).toEqual([2, 2]);
  expect(rankOf([], 0)).toBe(0);
});
