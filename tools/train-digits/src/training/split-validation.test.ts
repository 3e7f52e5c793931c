import { expect, it } from 'vitest';
import { createRandom } from '@pilotlight/statistics/random';
import { splitValidation } from './split-validation.ts';

it('puts each example into exactly one part', () => {
  const { training, validation } = splitValidation({ count: 100, held: 20, random: createRandom(1) });
  expect([training.length, validation.length]).toEqual([80, 20]);
  expect(new Set([...training, ...validation]).size).toBe(100);
});
