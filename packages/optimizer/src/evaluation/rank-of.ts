/**
 * The place of a class among the scores of an example, 0 for the best. Of equal scores the first counts as the better,
 * as `argmax` has it. A score that is no number makes every class the last: whoever gives it has not answered.
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

/** The class of the highest score; 0 where no score is a number. */
export function bestOf(scores: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) {
    if ((scores[at] ?? Number.NaN) > (scores[best] ?? Number.NaN)) best = at;
  }
  return best;
}
