import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mcnemar } from './mcnemar.ts';

const counts = fc.record({ onlyFirst: fc.nat({ max: 3000 }), onlySecond: fc.nat({ max: 3000 }) });

it.each([
  // min(1, 2 * sum(math.comb(n, i) for i in range(min(a, b) + 1)) / 2**n) in Python, with n = a + b
  [0, 0, 1],
  [5, 5, 1],
  [1, 9, 0.021484375],
  [0, 6, 0.03125],
  [0, 5, 0.0625],
  [10, 25, 0.01667384780012071],
  [45, 61, 0.14478233933005016],
])('returns the textbook’s probability for %i against %i', (onlyFirst, onlySecond, expected) => {
  expect(mcnemar({ onlyFirst, onlySecond })).toBeCloseTo(expected, 9);
});

it('returns the same probability for both orders', () => {
  fc.assert(
    fc.property(counts, ({ onlyFirst, onlySecond }) => {
      const p = mcnemar({ onlyFirst, onlySecond });
      expect(p).toBe(mcnemar({ onlyFirst: onlySecond, onlySecond: onlyFirst }));
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }),
  );
});
