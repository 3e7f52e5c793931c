import type { TfjsModel } from '@pilotlight/optimizer';

/** Counts the weights of a model by their storage. Its own file has the storage of each weight. */
export function countStorage({ groups }: TfjsModel): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { dtype, quantization } of groups.flat()) {
    const stored = quantization?.dtype ?? dtype;
    counts[stored] = (counts[stored] ?? 0) + 1;
  }
  return counts;
}
