/** One-sided 90 %: of ten bounds about one is wrong. */
const Z = 1.2816;

/** Which shares may have led to `hits` of `trials`, by Wilson's score interval; of 0 trials: any. */
export function wilson(hits: number, trials: number): { atLeast: number; atMost: number } {
  if (trials <= 0) return { atLeast: 0, atMost: 1 };
  const share = hits / trials;
  const perTrial = Z ** 2 / trials;
  const centre = share + perTrial / 2;
  const halfWidth = Z * Math.sqrt((share * (1 - share)) / trials + perTrial / (4 * trials));
  return {
    atLeast: Math.max(0, (centre - halfWidth) / (1 + perTrial)),
    atMost: Math.min(1, (centre + halfWidth) / (1 + perTrial)),
  };
}
