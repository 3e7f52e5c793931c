import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PIXELS, SIDE } from '../mnist/digit-set.ts';
import { reweighStroke } from './reweigh-stroke.ts';

const images = fc.float32Array({ minLength: PIXELS, maxLength: PIXELS, min: 0, max: 1, noNaN: true });

function reweighed(source: Float32Array, weight: number): Float32Array {
  const image = source.slice();
  reweighStroke({ image, scratch: new Float32Array(PIXELS), weight });
  return image;
}

it('widens a line of one pixel to three, and erases it', () => {
  const line = new Float32Array(PIXELS);
  line.fill(1, 10 * SIDE, 11 * SIDE);
  const bold = reweighed(line, 1);
  expect([9, 10, 11].map((y) => bold[y * SIDE + 14])).toEqual([1, 1, 1]);
  expect([8, 12].map((y) => bold[y * SIDE + 14])).toEqual([0, 0]);
  expect(Math.max(...reweighed(line, -1))).toBe(0);
});

it('does not wrap around the edge', () => {
  const image = new Float32Array(PIXELS);
  image[10 * SIDE + SIDE - 1] = 1;
  expect(reweighed(image, 1)[11 * SIDE]).toBe(0);
});

it('only brightens, or only darkens', () => {
  fc.assert(
    fc.property(images, fc.double({ min: 0, max: 1, noNaN: true }), (image, weight) => {
      const bolder = reweighed(image, weight);
      const finer = reweighed(image, -weight);
      expect(image.every((value, place) => (bolder[place] ?? 0) >= value)).toBe(true);
      expect(image.every((value, place) => (finer[place] ?? 0) <= value)).toBe(true);
    }),
    { numRuns: 20 },
  );
});
