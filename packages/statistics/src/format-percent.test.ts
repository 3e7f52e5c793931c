import { expect, it } from 'vitest';
import { formatPercent } from './format-percent.ts';

it('writes two decimal places', () => {
  expect([0, 0.5, 0.99534, 1].map(formatPercent)).toEqual(['0.00%', '50.00%', '99.53%', '100.00%']);
});
