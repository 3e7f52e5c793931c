import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepAlive } from './keep-alive.ts';
import { anyLifetimes, seen, times } from './testing/lifetimes.ts';

it('knows nothing without observations', () => {
  expect(keepAlive(seen())).toEqual({ atLeastMinutes: 0, likelyMinutes: 0, atMostMinutes: undefined });
});

it('proves with many observations what a few only make likely', () => {
  const few = seen(...times(5, 10, true));
  expect(keepAlive(few)).toEqual({ atLeastMinutes: 0, likelyMinutes: 10, atMostMinutes: undefined });
  const many = seen(...times(40, 10, true), ...times(5, 12, true), [16, false]);
  expect(keepAlive(many)).toEqual({ atLeastMinutes: 10, likelyMinutes: 12, atMostMinutes: 16 });
});

it('combines contradicting minutes: one gone sooner makes those alive later less likely', () => {
  const contradicting = seen(...times(3, 8, true), [10, false], ...times(3, 12, true));
  expect(keepAlive(contradicting)).toEqual({ atLeastMinutes: 0, likelyMinutes: 8, atMostMinutes: 10 });
  const overwhelming = seen([10, false], ...times(60, 20, true));
  expect(keepAlive(overwhelming)).toEqual({ atLeastMinutes: 0, likelyMinutes: 0, atMostMinutes: 10 });
});

it('keeps the estimate between the bounds', () => {
  fc.assert(
    fc.property(anyLifetimes, (lifetimes) => {
      const { atLeastMinutes, likelyMinutes, atMostMinutes } = keepAlive(lifetimes);
      expect(atLeastMinutes).toBeLessThanOrEqual(likelyMinutes);
      expect(likelyMinutes).toBeLessThan(atMostMinutes ?? Infinity);
    }),
  );
});
