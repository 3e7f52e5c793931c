import { expect, it } from 'vitest';
import { augment } from '../augmentation/augment.ts';
import { batches, type Draw } from './batches.ts';
import { CLASSES, PIXELS } from '../mnist/digit-set.ts';
import { createRandom } from '@pilotlight/statistics/random';
import { scalePixels } from './scale-pixels.ts';

const set = {
  images: Uint8Array.from({ length: 5 * PIXELS }, (_, place) => Math.floor(place / PIXELS) * 51),
  labels: Uint8Array.of(3, 1, 4, 1, 5),
  count: 5,
};
const indices = Uint32Array.of(4, 0, 2);

it('takes the examples in the order of the indices, with a smaller last batch', () => {
  const [first, second, third] = batches({ set, indices, size: 2, draw: scalePixels });
  expect([first?.count, second?.count, third]).toEqual([2, 1, undefined]);
  expect(first?.images[0]).toBeCloseTo(4 / 5);
  expect(first?.images[PIXELS]).toBe(0);
  expect(second?.images[0]).toBeCloseTo(2 / 5);
});

it('gives each example a label that is mostly its class and sums to 1', () => {
  const [batch] = batches({ set, indices, size: 3, draw: scalePixels });
  for (const [place, index] of indices.entries()) {
    const label = batch?.labels.subarray(place * CLASSES, (place + 1) * CLASSES) ?? new Float32Array();
    expect(label.indexOf(Math.max(...label))).toBe(set.labels[index]);
    expect(label.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
  }
});

it('distorts identically for the same seed', () => {
  const [first, again] = [1, 2].map(() => {
    const random = createRandom(7);
    const draw: Draw = (image) => augment({ ...image, random });
    return [...batches({ set, indices, size: 2, draw })];
  });
  expect(again).toEqual(first);
});
