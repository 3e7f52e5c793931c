import type { Random } from '@pilotlight/statistics/random';

/** Shuffles `indices` in place (Fisher and Yates). */
export function shuffle({ indices, random }: { indices: Uint32Array; random: Random }): void {
  for (let last = indices.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [indices[last], indices[other]] = [indices[other] ?? 0, indices[last] ?? 0];
  }
}
