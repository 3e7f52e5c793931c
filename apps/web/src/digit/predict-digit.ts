import type { Ask } from '../shared/predict-client.ts';
import { DIGITS_MODEL } from './digits-model.ts';
import { readPrediction, type Prediction } from './prediction.ts';

/** Calls the deployed model with a 28 by 28 image. */
export type PredictDigit = (image: Float32Array) => Promise<Prediction>;

export function createPredictDigit(ask: Ask): PredictDigit {
  return async (image) => {
    const { answer, roundTripMs } = await ask(DIGITS_MODEL, (digits) => digits.predict([image]));
    return readPrediction(answer, roundTripMs);
  };
}
