import { InvalidResponseError, parsePredictResponse } from '@pilotlight/protocol';
import type { Answered } from '../shared/answered.ts';

const DIGITS = 10;

/** Room for what rounding adds to a probability. */
const ROUNDING = 1e-3;

/** What the model made of one drawing. */
export interface Prediction extends Answered {
  /** How sure it is of each digit, 0 to 1. */
  probabilities: readonly number[];
}

/** @throws {InvalidResponseError} where the answer is not ten probabilities for one drawing. */
export function readPrediction(data: unknown, roundTripMs: number): Prediction {
  const response = parsePredictResponse(data);
  const probabilities = 'predictions' in response ? response.predictions[0] : undefined;
  if (!isProbabilities(probabilities)) {
    throw new InvalidResponseError({
      field: 'predictions[0]',
      expected: 'ten probabilities',
      received: 'something else',
    });
  }
  const { model, version, timing } = response;
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
