/**
 * McNemar's exact test of two models on the same examples: the probability of at least this difference between the
 * examples that only one of them got right, if both models were equally good.
 *
 * @param onlyFirst the number of examples that only the first got right.
 * @param onlySecond the number that only the second got right.
 * @returns the two-sided p-value, 0 to 1.
 */
export function mcnemar({ onlyFirst, onlySecond }: { onlyFirst: number; onlySecond: number }): number {
  const trials = onlyFirst + onlySecond;
  const least = Math.min(onlyFirst, onlySecond);
  // The binomial distribution with probability 1/2, by logarithms: factorials of thousands overflow.
  let logarithm = -trials * Math.LN2;
  let tail = Math.exp(logarithm);
  for (let hits = 1; hits <= least; hits += 1) {
    logarithm += Math.log((trials - hits + 1) / hits);
    tail += Math.exp(logarithm);
  }
  return Math.min(1, 2 * tail);
}
