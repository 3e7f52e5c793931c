import fc from 'fast-check';
import { expect, it } from 'vitest';
import { magnitudeThreshold } from './magnitude-threshold.ts';
import { sparsityAt } from './sparsity-at.ts';

it('makes weights zero quickly at first, slowly at last, and then no more', () => {
  const at = [0, 25, 50, 75, 100, 150].map((step) => sparsityAt({ step, last: 100, final: 0.8 }));
  expect(at[0]).toBe(0);
  expect(at[4]).toBeCloseTo(0.8);
  expect(at[5]).toBeCloseTo(0.8);
  const steps = at.slice(1, 5).map((share, index) => share - (at[index] ?? 0));
  expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  // 0.8 (1 - 0.5³), by the formula of the paper.
  expect(at[2]).toBeCloseTo(0.7);
});

it('finds the magnitude with a share of the weights below it, over all parts', () => {
  const parts = fc.array(fc.float32Array({ minLength: 1, maxLength: 50, noNaN: true, min: -10, max: 10 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(parts, fc.double({ min: 0, max: 0.99, noNaN: true }), (arrays, share) => {
      const threshold = magnitudeThreshold(arrays, share);
      const all = arrays.flatMap((each) => [...each]);
      const below = all.filter((value) => Math.abs(value) < threshold).length;
      const upTo = all.filter((value) => Math.abs(value) <= threshold).length;
      expect(below).toBeLessThanOrEqual(Math.round(share * all.length));
      expect(upTo).toBeGreaterThanOrEqual(Math.min(all.length, Math.round(share * all.length)));
    }),
  );
});
