import type { Estimate } from './difference-interval.ts';
import { Z_95 } from './z-95.ts';

/**
 * Returns a quantile with its 95 % confidence interval, by order statistics, which assume no distribution.
 *
 * @param share 0.5 for the median.
 * @returns undefined for too few values.
 */
export function quantileInterval(values: ArrayLike<number>, share: number): Estimate | undefined {
  const sorted = Float64Array.from(values).toSorted();
  const { length: count } = sorted;
  const spread = Z_95 * Math.sqrt(count * share * (1 - share));
  const at = (rank: number) => sorted[rank - 1];
  const value = at(Math.max(1, Math.ceil(count * share)));
  const low = at(Math.floor(count * share - spread));
  const high = at(Math.ceil(count * share + spread) + 1);
  return value === undefined || low === undefined || high === undefined ? undefined : { value, low, high };
}
