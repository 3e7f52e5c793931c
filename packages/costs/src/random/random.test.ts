import { expect, it } from 'vitest';
import { randomStreams } from './random.ts';

const DRAWS = 20_000;
const draw = (random: () => number) => Array.from({ length: DRAWS }, random);

it('gives the same numbers for the same seed, purpose and place, and others otherwise', () => {
  const [first, again] = [randomStreams(1, 'calls'), randomStreams(1, 'calls')];
  const numbers = draw(first());
  expect(draw(again())).toEqual(numbers);
  expect(draw(first())[0]).not.toBe(numbers[0]);
  expect(draw(randomStreams(1, 'luck')())[0]).not.toBe(numbers[0]);
  expect(draw(randomStreams(2, 'calls')())[0]).not.toBe(numbers[0]);
});

it('gives streams that have nothing to do with each other', () => {
  const [calls, luck] = [randomStreams(1, 'calls'), randomStreams(1, 'luck')];
  const streams = [calls(), calls(), luck(), luck()].map(draw);
  for (const [n, one] of streams.entries()) {
    expect(one.reduce((sum, value) => sum + value, 0) / DRAWS).toBeCloseTo(0.5, 1.9);
    for (const other of streams.slice(n + 1)) {
      const product = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0) / DRAWS;
      expect(product).toBeCloseTo(0.25, 1.9);
    }
  }
});
