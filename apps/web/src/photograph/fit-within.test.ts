import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitWithin } from './fit-within.ts';

test.each([
  [4000, 3000, 512, 384],
  [3000, 4000, 384, 512],
  [512, 340, 512, 340],
  [10_000, 1, 512, 1],
])('%i by %i becomes %i by %i', (width, height, fitWidth, fitHeight) => {
  expect(fitWithin({ width, height }, 512)).toEqual({ width: fitWidth, height: fitHeight });
});

test('nothing outgrows the side or its own size, or vanishes', () => {
  const length = fc.integer({ min: 1, max: 50_000 });
  fc.assert(
    fc.property(length, length, (width, height) => {
      const fitted = fitWithin({ width, height }, 512);
      expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(512);
      expect(fitted.width).toBeLessThanOrEqual(width);
      expect(fitted.height).toBeLessThanOrEqual(height);
      expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1);
    }),
  );
});
