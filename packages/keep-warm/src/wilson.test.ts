import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilson } from './wilson.ts';

it('knows nothing of no trials', () => {
  expect(wilson(0, 0)).toEqual({ atLeast: 0, atMost: 1 });
});

// By hand: with z = 1.2816, all of n gives n / (n + z²), none of n gives z² / (n + z²).
it.each([
  [32, 32, 0.9512, 1],
  [0, 1, 0, 0.6216],
  [5, 10, 0.3122, 0.6878],
])('bounds the share behind %i of %i', (hits, trials, atLeast, atMost) => {
  expect(wilson(hits, trials).atLeast).toBeCloseTo(atLeast, 3);
  expect(wilson(hits, trials).atMost).toBeCloseTo(atMost, 3);
});

it('has the share that was seen between its bounds, which more trials of the same draw together', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (some, trials) => {
      const hits = Math.min(some, trials);
      const once = wilson(hits, trials);
      const twice = wilson(2 * hits, 2 * trials);
      expect(once.atLeast).toBeLessThanOrEqual(hits / trials + 1e-12);
      expect(once.atMost).toBeGreaterThanOrEqual(hits / trials - 1e-12);
      expect(twice.atMost - twice.atLeast).toBeLessThan(once.atMost - once.atLeast);
    }),
  );
});
