import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

it('returns the textbook’s bounds', () => {
  const { low, high } = wilsonInterval({ hits: 81, count: 263 });
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

it('contains the share and stays within 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, part) => {
        const hits = Math.round(part * count);
        const { low, high } = wilsonInterval({ hits, count });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(hits / count + 1e-12);
        expect(high).toBeGreaterThanOrEqual(hits / count - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('is from 0 to 1 without trials', () => {
  expect(wilsonInterval({ hits: 0, count: 0 })).toEqual({ low: 0, high: 1 });
});

describe('with another confidence', () => {
  const Z = 1.2816;

  // By hand: with z = 1.2816, all of n gives n / (n + z²), none of n gives z² / (n + z²).
  it.each([
    [32, 32, 0.9512, 1],
    [0, 1, 0, 0.6216],
    [5, 10, 0.3122, 0.6878],
  ])('bounds the share behind %i of %i', (hits, count, low, high) => {
    expect(wilsonInterval({ hits, count }, Z).low).toBeCloseTo(low, 3);
    expect(wilsonInterval({ hits, count }, Z).high).toBeCloseTo(high, 3);
  });

  it('has the share that was seen between its bounds, which more trials of the same draw together', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (some, count) => {
        const hits = Math.min(some, count);
        const once = wilsonInterval({ hits, count }, Z);
        const twice = wilsonInterval({ hits: 2 * hits, count: 2 * count }, Z);
        expect(once.low).toBeLessThanOrEqual(hits / count + 1e-12);
        expect(once.high).toBeGreaterThanOrEqual(hits / count - 1e-12);
        expect(twice.high - twice.low).toBeLessThan(once.high - once.low);
      }),
    );
  });
});
