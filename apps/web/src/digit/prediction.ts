import { PredictError, type Predictions } from '@pilotlight/client';
import type { Answered } from '../shared/answered.ts';

const DIGITS = 10;

/** The largest rounding error of a probability. */
const ROUNDING = 1e-3;

/** The model's answer to one drawing. */
export interface Prediction extends Answered {
  /** Probability of each digit, 0 to 1. */
  probabilities: readonly number[];
}

/** @throws {PredictError} if the answer is not ten probabilities for one drawing. */
export function readPrediction(answer: Predictions<unknown>, roundTripMs: number): Prediction {
  const [probabilities] = answer.predictions;
  if (!isProbabilities(probabilities)) {
    throw new PredictError('INVALID_RESPONSE', 'predictions[0]: expected ten probabilities');
  }
  const { model, version, timing } = answer;
  return { probabilities, model, version, timing, roundTripMs };
}

/** Returns the digit with the highest probability. */
export function likeliestDigit({ probabilities }: Prediction): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

function isProbabilities(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length === DIGITS &&
    value.every((each) => typeof each === 'number' && each >= -ROUNDING && each <= 1 + ROUNDING)
  );
}
