import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PIXELS, SIDE } from '../mnist/digit-set.ts';
import { randomAffine } from './random-affine.ts';
import { createRandom } from '@pilotlight/statistics/random';
import { warp } from './warp.ts';

const identity = { a: 1, b: 0, c: 0, d: 1, shiftX: 0, shiftY: 0 };
const images = fc.uint8Array({ minLength: PIXELS, maxLength: PIXELS });

function dot(x: number, y: number): Uint8Array {
  const image = new Uint8Array(PIXELS);
  image[y * SIDE + x] = 255;
  return image;
}

it('draws the image unchanged with the identity map', () => {
  fc.assert(
    fc.property(images, (source) => {
      const target = new Float32Array(PIXELS);
      warp({ source, affine: identity, target });
      expect(target).toEqual(Float32Array.from(source, (value) => value / 255));
    }),
    { numRuns: 20 },
  );
});

it('moves a dot, also out of the image', () => {
  const target = new Float32Array(PIXELS);
  warp({ source: dot(5, 9), affine: { ...identity, shiftX: 2, shiftY: -1 }, target });
  expect(target.indexOf(1)).toBe(10 * SIDE + 3);
  warp({ source: dot(0, 9), affine: { ...identity, shiftX: 2 }, target });
  expect(Math.max(...target)).toBe(0);
});

it('spreads a dot that falls between pixels', () => {
  const target = new Float32Array(PIXELS);
  warp({ source: dot(5, 9), affine: { ...identity, shiftX: 0.25 }, target });
  expect(target[9 * SIDE + 5]).toBeCloseTo(0.75);
  expect(target[9 * SIDE + 4]).toBeCloseTo(0.25);
});

it('keeps values between black and white for any map', () => {
  fc.assert(
    fc.property(images, fc.integer(), (source, seed) => {
      const target = new Float32Array(PIXELS);
      warp({ source, affine: randomAffine(createRandom(seed)), target });
      expect(target.every((value) => value >= 0 && value <= 1)).toBe(true);
    }),
    { numRuns: 20 },
  );
});
