import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

it('gives the bounds of the textbook', () => {
  const { low, high } = wilsonInterval({ hits: 81, count: 263 });
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

it('lies about the share and within 0 and 1', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, part) => {
        const hits = Math.round(part * count);
        const { low, high } = wilsonInterval({ hits, count });
        expect(low).toBeGreaterThanOrEqual(-1e-12);
        expect(low).toBeLessThanOrEqual(hits / count + 1e-12);
        expect(high).toBeGreaterThanOrEqual(hits / count - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
      },
    ),
  );
});
