import { shuffle } from '@pilotlight/optimizer/training';
import type { Random } from '@pilotlight/statistics/random';

/**
 * Holds out `held` of `count` examples at random, to judge the training while it runs.
 *
 * @returns the indices of both parts.
 */
export function splitValidation({ count, held, random }: { count: number; held: number; random: Random }): {
  training: Uint32Array;
  validation: Uint32Array;
} {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  shuffle({ indices, random });
  return { training: indices.slice(held), validation: indices.slice(0, held) };
}
