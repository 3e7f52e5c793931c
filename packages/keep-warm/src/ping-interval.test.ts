import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pingInterval } from './ping-interval.ts';
import { anyLifetimes, seen, times } from './testing/lifetimes.ts';

const bounds = { shortestMinutes: 5, longestMinutes: 30 };

it.each([
  ['nothing is known', seen(), 5],
  ['too little is known', seen(...times(10, 20, true)), 5],
  ['ten minutes are proven', seen(...times(40, 10, true)), 11],
  ['ten are proven, and eleven are too long', seen(...times(40, 10, true), ...times(2, 11, false)), 10],
  ['the shortest is too long', seen(...times(5, 5, false)), 5],
  ['more is proven than is allowed', seen(...times(40, 120, true)), 30],
])('returns the right interval if %s', (_, lifetimes, minutes) => {
  expect(pingInterval(lifetimes, bounds)).toBe(minutes);
});

it('does not grow after one more instance is gone, or shrink after one more is alive', () => {
  const anyMinutes = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(anyLifetimes, anyMinutes, ({ at, bins }, minutes) => {
      // A new bin, because a full one would drop an observation.
      fc.pre(bins.every((bin) => bin.minutes !== minutes));
      const after = (bin: { alive: number; gone: number }) => ({
        at,
        bins: [...bins, { minutes, ...bin }].toSorted((a, b) => a.minutes - b.minutes),
      });
      const interval = pingInterval({ at, bins }, bounds);
      expect(pingInterval(after({ alive: 0, gone: 1 }), bounds)).toBeLessThanOrEqual(interval);
      expect(pingInterval(after({ alive: 1, gone: 0 }), bounds)).toBeGreaterThanOrEqual(interval);
    }),
  );
});
