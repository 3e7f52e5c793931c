/** The quantile of the normal distribution that leaves 2.5% above it. */
const quantile = 1.959964;

/**
 * Where a share lies with 95% confidence when `hits` of `count` trials succeeded, by Wilson's score interval.
 * Unlike the usual "plus or minus" it stays within 0 and 1.
 */
export function wilsonInterval({ hits, count }: { hits: number; count: number }): {
  low: number;
  high: number;
} {
  const share = hits / count;
  const weight = quantile ** 2 / count;
  const centre = share + weight / 2;
  const spread = quantile * Math.sqrt((share * (1 - share)) / count + weight / (4 * count));
  return { low: (centre - spread) / (1 + weight), high: (centre + spread) / (1 + weight) };
}
