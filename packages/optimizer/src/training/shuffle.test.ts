import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '@pilotlight/statistics/random';
import { shuffle } from './shuffle.ts';

it('loses nothing and adds nothing', () => {
  fc.assert(
    fc.property(fc.uint32Array(), fc.integer(), (values, seed) => {
      const indices = values.slice();
      shuffle({ indices, random: createRandom(seed) });
      expect(indices.toSorted()).toEqual(values.toSorted());
    }),
  );
});

it('gives the same order for the same seed, and another one for another seed', () => {
  const ordered = Uint32Array.from({ length: 100 }, (_, index) => index);
  const [first, again, other] = [1, 1, 2].map((seed) => {
    const indices = ordered.slice();
    shuffle({ indices, random: createRandom(seed) });
    return indices;
  });
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});
