/**
 * Returns the rank of a class among the scores of an example, 0 for the best. The first of equal scores ranks higher,
 * as in `argmax`. A NaN score makes every class the last: such an answer is no answer.
 */
export function rankOf(scores: ArrayLike<number>, label: number): number {
  const own = scores[label] ?? Number.NaN;
  let rank = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at] ?? Number.NaN;
    if (Number.isNaN(score) || Number.isNaN(own)) return scores.length;
    if (score > own || (score === own && at < label)) rank += 1;
  }
  return rank;
}

/** Returns the class with the highest score; 0 if no score is a number. */
export function bestOf(scores: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) {
    if ((scores[at] ?? Number.NaN) > (scores[best] ?? Number.NaN)) best = at;
  }
  return best;
}
