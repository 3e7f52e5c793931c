import { describeTiming } from '../shared/describe-timing.ts';
import { percent } from '../shared/percent.ts';
import { likeliestDigit, type Prediction } from './prediction.ts';

/** Below this share a model is guessing. */
const SURE = 0.5;

/** Describes an answer in a short text. */
export function describePrediction(prediction: Prediction): string {
  const digit = likeliestDigit(prediction);
  const share = prediction.probabilities[digit] ?? 0;
  const verb = share < SURE ? 'may be' : 'is';
  const article = digit === 8 ? 'an' : 'a';
  const hint = share < SURE ? ': draw one large digit for a better answer' : '';
  return `This ${verb} ${article} ${digit}, ${percent(share)} sure${hint}. ${describeTiming(prediction)}`;
}
