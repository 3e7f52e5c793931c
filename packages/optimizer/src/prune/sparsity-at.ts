/**
 * Returns the share of weights that are zero at a step: it grows quickly at first, when many weights do not matter,
 * then ever more slowly (Zhu and Gupta 2017).
 *
 * @param last step from which on the share is `final`.
 */
export function sparsityAt({ step, last, final }: { step: number; last: number; final: number }): number {
  const left = Math.max(0, 1 - step / last);
  return final * (1 - left ** 3);
}
