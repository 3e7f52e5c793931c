import { TRAINING } from './hyperparameters.ts';

const { peakLearningRate: peak, warmUp } = TRAINING;

/**
 * The learning rate at a step: a straight rise at first, then down to nothing
 * along half a cosine.
 */
export function learningRate({ step, steps }: { step: number; steps: number }): number {
  const progress = (step + 1) / steps;
  if (progress < warmUp) {
    return (peak * progress) / warmUp;
  }
  const descent = (progress - warmUp) / (1 - warmUp);
  return (peak * (1 + Math.cos(Math.PI * descent))) / 2;
}
