import { PredictError, type Predictions } from '@pilotlight/client';
import type { Answered } from '../shared/answered.ts';

const DIGITS = 10;

/** Room for what rounding adds to a probability. */
const ROUNDING = 1e-3;

/** What the model made of one drawing. */
export interface Prediction extends Answered {
  /** How sure it is of each digit, 0 to 1. */
  probabilities: readonly number[];
}

/** @throws {PredictError} where the answer is not ten probabilities for one drawing. */
export function readPrediction(answer: Predictions<unknown>, roundTripMs: number): Prediction {
  const [probabilities] = answer.predictions;
  if (!isProbabilities(probabilities)) {
    throw new PredictError('INVALID_RESPONSE', 'predictions[0]: ten probabilities were expected');
  }
  const { model, version, timing } = answer;
  return { probabilities, model, version, timing, roundTripMs };
}

/** The digit that the model holds most likely. */
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
