import type { TfjsModel } from '@pilotlight/optimizer';

/** How many weights of a model are stored as what. Which ones, its own file says. */
export function countStorage({ groups }: TfjsModel): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { dtype, quantization } of groups.flat()) {
    const stored = quantization?.dtype ?? dtype;
    counts[stored] = (counts[stored] ?? 0) + 1;
  }
  return counts;
}
