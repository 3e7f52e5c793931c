import { expect, it } from 'vitest';
import { summarise } from './statistics.ts';

it.each([
  [[3], { min: 3, median: 3, max: 3 }],
  [[9, 1, 5], { min: 1, median: 5, max: 9 }],
  [[10, 1, 2, 3], { min: 1, median: 2.5, max: 10 }],
])('summarises %j', (values, summary) => {
  expect(summarise(values)).toEqual(summary);
});

it('makes nothing up where there is nothing', () => {
  expect(() => summarise([])).toThrow(RangeError);
});
