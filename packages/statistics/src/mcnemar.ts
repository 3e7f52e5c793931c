/**
 * McNemar's exact test of two models that were asked the same: how likely it is, were both as good, that they differ
 * at least so much on examples that only one of them got right.
 *
 * @param onlyFirst the number of examples that only the first got right.
 * @param onlySecond the number that only the second got right.
 * @returns the two-sided p-value, 0 to 1.
 */
export function mcnemar({ onlyFirst, onlySecond }: { onlyFirst: number; onlySecond: number }): number {
  const trials = onlyFirst + onlySecond;
  const least = Math.min(onlyFirst, onlySecond);
  // The binomial distribution of fair throws, by logarithms: factorials of thousands are no numbers here.
  let logarithm = -trials * Math.LN2;
  let tail = Math.exp(logarithm);
  for (let hits = 1; hits <= least; hits += 1) {
    logarithm += Math.log((trials - hits + 1) / hits);
    tail += Math.exp(logarithm);
  }
  return Math.min(1, 2 * tail);
}
