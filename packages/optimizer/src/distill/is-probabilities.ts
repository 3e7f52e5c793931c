/** True if scores are probabilities of mutually exclusive classes, as a softmax gives them. */
export function isProbabilities(scores: Float32Array): boolean {
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.every((score) => score >= 0) && Math.abs(sum - 1) < 1e-3;
}
