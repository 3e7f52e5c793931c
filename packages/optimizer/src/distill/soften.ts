import { isProbabilities } from './is-probabilities.ts';

/**
 * Returns a teacher's scores at a temperature, as probabilities: the higher it is, the more they tell about the classes
 * that are not the best (Hinton et al. 2015). Scores that are already probabilities are treated as the result of a
 * softmax.
 */
export function soften(scores: Float32Array, temperature: number): Float32Array {
  const logits = isProbabilities(scores) ? scores.map((score) => Math.log(Math.max(score, 1e-7))) : scores;
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const total = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / total);
}
