import { Z_95 } from './z-95.ts';

/**
 * Returns Wilson's score interval for the share of `hits` in `count` trials; from 0 to 1 without trials. Unlike the usual
 * "plus or minus", it stays within 0 and 1.
 *
 * @param z a quantile of the normal distribution; defaults to 95% confidence.
 */
export function wilsonInterval(
  { hits, count }: { hits: number; count: number },
  z = Z_95,
): { low: number; high: number } {
  if (count <= 0) return { low: 0, high: 1 };
  const share = hits / count;
  const weight = z ** 2 / count;
  const center = share + weight / 2;
  const spread = z * Math.sqrt((share * (1 - share)) / count + weight / (4 * count));
  return {
    low: Math.max(0, (center - spread) / (1 + weight)),
    high: Math.min(1, (center + spread) / (1 + weight)),
  };
}
