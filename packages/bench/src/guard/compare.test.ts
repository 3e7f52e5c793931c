import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from './compare.ts';

const STEADY = [0.8, 0.81, 0.79, 0.8, 0.8, 0.81, 0.79];
const times = (ratios: readonly number[], factor: number) => ratios.map((ratio) => ratio * factor);
const verdictOf = (baseline: readonly number[], now: readonly number[]) =>
  compare({ digits: baseline }, { digits: now })[0]?.verdict;

it.each([
  ['the same again', STEADY, 'as before'],
  ['a hundredth more', times(STEADY, 1.01), 'as before'],
  ['a fifth more', times(STEADY, 1.2), 'regression'],
  ['a fifth less', times(STEADY, 0.8), 'sooner'],
  ['one slow run among the same', [...STEADY.slice(1), 5], 'as before'],
])('judges %s', (_, now, verdict) => {
  expect(verdictOf(STEADY, now)).toBe(verdict);
});

it('allows more if runs differ more', () => {
  const noisy = [0.5, 1.2, 0.8, 0.7, 1.1, 0.6, 0.9];
  expect(verdictOf(noisy, times(noisy, 1.2))).toBe('as before');
  expect(verdictOf(noisy, times(noisy, 3))).toBe('regression');
});

it('does not report a contender on one side only as a regression', () => {
  expect(compare({ old: STEADY }, { new: STEADY })).toMatchObject([
    { id: 'old', verdict: 'not measured' },
    { id: 'new', verdict: 'not in the baseline' },
  ]);
});

it('reports no regression without a change, for any spread', () => {
  const ratios = fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(ratios, (all) => {
      expect(verdictOf(all, all)).toBe('as before');
    }),
  );
});
