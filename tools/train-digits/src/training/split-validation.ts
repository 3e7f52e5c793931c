import { shuffle } from '@pilotlight/optimizer/training';
import type { Random } from '@pilotlight/statistics/random';

/**
 * Sets `held` of `count` examples aside, chosen by chance: what the training is judged by while it goes on.
 *
 * @returns the indices of either part.
 */
export function splitValidation({ count, held, random }: { count: number; held: number; random: Random }): {
  training: Uint32Array;
  validation: Uint32Array;
} {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  shuffle({ indices, random });
  return { training: indices.slice(held), validation: indices.slice(0, held) };
}
