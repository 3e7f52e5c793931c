import { expect, it } from 'vitest';
import { streamsFor } from './streams-for.ts';

const DRAWS = 20_000;
const draw = (random: () => number) => Array.from({ length: DRAWS }, random);

it('gives the same numbers for the same seed, purpose and position, and different ones otherwise', () => {
  const [first, again] = [streamsFor('calls', 1), streamsFor('calls', 1)];
  const numbers = draw(first());
  expect(draw(again())).toEqual(numbers);
  expect(draw(first())[0]).not.toBe(numbers[0]);
  expect(draw(streamsFor('luck', 1)())[0]).not.toBe(numbers[0]);
  expect(draw(streamsFor('calls', 2)())[0]).not.toBe(numbers[0]);
});

it('gives independent streams', () => {
  const [calls, luck] = [streamsFor('calls', 1), streamsFor('luck', 1)];
  const streams = [calls(), calls(), luck(), luck()].map(draw);
  for (const [n, one] of streams.entries()) {
    expect(one.reduce((sum, value) => sum + value, 0) / DRAWS).toBeCloseTo(0.5, 1.9);
    for (const other of streams.slice(n + 1)) {
      const product = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0) / DRAWS;
      expect(product).toBeCloseTo(0.25, 1.9);
    }
  }
});
