import { expect, it } from 'vitest';
import { formatSummary, summarize } from './summary.ts';

it.each([
  [[3], { min: 3, median: 3, max: 3 }],
  [[9, 1, 5], { min: 1, median: 5, max: 9 }],
  [[10, 1, 2, 3], { min: 1, median: 2.5, max: 10 }],
])('summarizes %j', (values, summary) => {
  expect(summarize(values)).toEqual(summary);
});

it('throws for no values', () => {
  expect(() => summarize([])).toThrow(RangeError);
});

it('shows the median and its range', () => {
  expect(formatSummary({ min: 1, median: 2.25, max: 3 }, 1)).toBe('2.3 (1.0 to 3.0)');
});
