import type { Ask } from '../shared/predict-client.ts';
import { readGuesses, type Guesses } from './guesses.ts';

/** The number of classes to show. */
export const GUESSES = 5;

/** Calls a deployed model with a photograph. */
export type PredictPhoto = (photo: Blob, model: string) => Promise<Guesses>;

export function createPredictPhoto(ask: Ask): PredictPhoto {
  return async (photo, model) => {
    const { answer, roundTripMs } = await ask(model, (predictor) => predictor.top([photo], GUESSES));
    return readGuesses(answer, roundTripMs);
  };
}
