import { expect, it } from 'vitest';
import { learningRate } from './learning-rate.ts';

it('rises to its peak, then falls to zero', () => {
  const steps = 1000;
  const rates = Array.from({ length: steps }, (_, step) =>
    learningRate({ step, steps, peak: 0.05, warmUp: 0.05 }),
  );
  const peak = rates.indexOf(Math.max(...rates));
  expect(rates[peak]).toBeCloseTo(0.05);
  expect(peak + 1).toBe(0.05 * steps);
  expect(rates.slice(0, peak)).toEqual(rates.slice(0, peak).toSorted((a, b) => a - b));
  expect(rates.slice(peak)).toEqual(rates.slice(peak).toSorted((a, b) => b - a));
  expect(rates.at(-1)).toBe(0);
});
