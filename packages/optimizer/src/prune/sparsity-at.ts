/**
 * The share of weights that is to be zero at a step: quickly more at first, when there are many that do not count, then
 * ever slower, as Zhu and Gupta (2017) have it.
 *
 * @param last the step from which on it is `final`.
 */
export function sparsityAt({ step, last, final }: { step: number; last: number; final: number }): number {
  const left = Math.max(0, 1 - step / last);
  return final * (1 - left ** 3);
}
