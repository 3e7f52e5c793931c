/**
 * A teacher's scores at a temperature, as probabilities: the higher it is, the more they tell of the classes that are not
 * the best (Hinton et al. 2015). Scores that are probabilities already are taken as what a softmax made.
 */
export function soften(scores: Float32Array, temperature: number): Float32Array {
  const sum = scores.reduce((total, score) => total + score, 0);
  const isProbabilities = scores.every((score) => score >= 0) && Math.abs(sum - 1) < 1e-3;
  const logits = isProbabilities ? scores.map((score) => Math.log(Math.max(score, 1e-7))) : scores;
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const total = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / total);
}
