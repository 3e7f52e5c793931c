import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NO_LIFETIMES, observeLifetime } from './lifetimes.ts';
import { MINUTE_MS } from './minutes.ts';
import { anyObservation, seen, times } from './testing/lifetimes.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

it('counts by the nearest minute', () => {
  const { bins } = observeLifetime(seen([10, true]), {
    at: MINUTE_MS,
    idleMs: 9.7 * MINUTE_MS,
    alive: false,
  });
  expect(bins).toEqual([{ minutes: 10, alive: expect.closeTo(1, 3), gone: 1 }]);
});

const later = (days: number) =>
  observeLifetime(seen([10, true]), { at: days * DAY_MS, idleMs: 5 * MINUTE_MS, alive: true });

it('counts observations half after 14 days, and forgets them in the end', () => {
  expect(later(14).bins[1]).toEqual({ minutes: 10, alive: expect.closeTo(0.5, 3), gone: 0 });
  expect(later(365).bins).toEqual([{ minutes: 5, alive: 1, gone: 0 }]);
});

it('replaces the oldest observations of a minute with the newest', () => {
  const [bin] = seen(...times(500, 10, true), ...times(90, 10, false)).bins;
  expect(bin?.gone).toBeGreaterThan(2 * (bin?.alive ?? 0));
});

it.each([0, 10_000, -MINUTE_MS, 241 * MINUTE_MS, Number.NaN, Infinity])(
  'ignores a wait of %f ms',
  (idleMs) => {
    expect(observeLifetime(NO_LIFETIMES, { at: 1, idleMs, alive: true })).toBe(NO_LIFETIMES);
  },
);

it('stays small, ordered and valid for any observations and clocks', () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { maxLength: 400 }), (observations) => {
      const { bins } = observations.reduce(observeLifetime, NO_LIFETIMES);
      expect(bins.length).toBeLessThanOrEqual(240);
      for (const [n, { minutes, alive, gone }] of bins.entries()) {
        expect(minutes).toBeGreaterThan(bins[n - 1]?.minutes ?? 0);
        expect(alive + gone).toBeLessThanOrEqual(60.000001);
        expect(Math.min(alive, gone)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
