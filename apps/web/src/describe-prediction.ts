import { likeliestDigit, type Prediction } from './prediction.ts';

/** Below this a model is guessing. */
const SURE = 0.5;

/** A share as people write it, the sign kept on the number's line. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00A0%`;
}

/** A duration as people read it: whole milliseconds, or a decimal where there are few of them. */
export function duration(ms: number): string {
  return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)}\u00A0ms`;
}

/** How warm the instance was that answered. */
export function instanceState({ timing }: Prediction): string {
  return timing.cold ? 'cold start' : 'warm';
}

/** All that matters of an answer, in a breath. */
export function describePrediction(prediction: Prediction): string {
  const digit = likeliestDigit(prediction);
  const share = prediction.probabilities[digit] ?? 0;
  const verb = share < SURE ? 'may be' : 'is';
  const article = digit === 8 ? 'an' : 'a';
  const instance = prediction.timing.cold ? 'an instance that had to start first' : 'a warm instance';
  return `This ${verb} ${article} ${digit}, ${percent(share)} sure. Answered in ${duration(prediction.roundTripMs)} by ${instance}.`;
}
