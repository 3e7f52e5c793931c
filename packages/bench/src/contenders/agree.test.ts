import { expect, it } from 'vitest';
import { agree } from './agree.ts';

const EXPECTED = [0.1, 0.7, 0.2];

it.each([
  ['the oracle itself', EXPECTED, true],
  ['another order of additions', [0.1001, 0.6999, 0.2], true],
  ['one wrong score', [0.1, 0.7, 0.25], false],
  ['another class first', [0.1, 0.2, 0.7], false],
  ['one class too few', [0.1, 0.7], false],
  ['no numbers', ['0.1', '0.7', '0.2'], false],
  ['not a number', [Number.NaN, 0.7, 0.2], false],
  ['nothing', undefined, false],
])('judges %s', (_, scores, verdict) => {
  expect(agree(scores, EXPECTED)).toBe(verdict);
});

it('judges integers by their range', () => {
  expect(agree([-128, -47, -121], [-128, -46, -121])).toBe(true);
  expect(agree([-128, -46, -110], [-128, -46, -121])).toBe(false);
});
