/**
 * Returns the learning rate at a step: a linear rise at first, then down to zero along half a cosine.
 *
 * @param warmUp share of the steps in which it rises to `peak`.
 */
export function learningRate({
  step,
  steps,
  peak,
  warmUp,
}: {
  step: number;
  steps: number;
  peak: number;
  warmUp: number;
}): number {
  const progress = (step + 1) / steps;
  if (progress < warmUp) {
    return (peak * progress) / warmUp;
  }
  const descent = (progress - warmUp) / (1 - warmUp);
  return (peak * (1 + Math.cos(Math.PI * descent))) / 2;
}
