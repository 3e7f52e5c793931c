import { expect, it } from 'vitest';
import { differenceInterval } from './difference-interval.ts';
import { quantileInterval } from './quantile-interval.ts';
import { createRandom } from './random.ts';
import { wilsonInterval } from './wilson-interval.ts';

const share = (hits: number, count: number) => ({
  value: hits / count,
  ...wilsonInterval({ hits, count }),
});

it('returns Newcombe’s interval of two shares', () => {
  // Newcombe (1998), table II, method 10: 56/70 minus 48/80, 9/10 minus 3/10, 10/10 minus 0/20.
  for (const [first, other, low, high] of [
    [share(48, 80), share(56, 70), 0.0524, 0.3339],
    [share(3, 10), share(9, 10), 0.1705, 0.809],
    [share(0, 20), share(10, 10), 0.6791, 1],
  ] as const) {
    const found = differenceInterval(first, other);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  }
});

it('contains the true quantile, and the true difference of two, in about 95 of 100 draws', () => {
  const random = createRandom(18);
  const draw = () => random.between(0, 1);
  // Skewed, like times: the median of -ln(u) is ln 2.
  const sample = (count: number, scale: number) =>
    Array.from({ length: count }, () => -Math.log(1 - draw()) * scale);
  let quantiles = 0;
  let differences = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const first = quantileInterval(sample(200, 1), 0.5);
    const other = quantileInterval(sample(60, 2), 0.5);
    if (!first || !other) throw new Error('too few');
    if (first.low <= Math.LN2 && Math.LN2 <= first.high) quantiles += 1;
    const { low, high } = differenceInterval(first, other);
    if (low <= Math.LN2 && Math.LN2 <= high) differences += 1;
  }
  // Four standard deviations of a binomial below 95 of 100.
  expect(quantiles / runs).toBeGreaterThan(0.906);
  expect(differences / runs).toBeGreaterThan(0.906);
});

it('returns no interval for too few values', () => {
  expect(quantileInterval([], 0.5)).toBeUndefined();
  expect(quantileInterval([1, 2, 3], 0.5)).toBeUndefined();
  expect(
    quantileInterval(
      Array.from({ length: 50 }, (_, n) => n),
      0.95,
    ),
  ).toBeUndefined();
  expect(
    quantileInterval(
      Array.from({ length: 200 }, (_, n) => n),
      0.95,
    ),
  ).toMatchObject({ value: 189 });
});
