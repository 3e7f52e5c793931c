import type { Ask } from '../shared/predict-client.ts';
import { readGuesses, type Guesses } from './guesses.ts';

/** How many guesses are shown. */
export const GUESSES = 5;

/** Asks a deployed model what a photograph shows. */
export type PredictPhoto = (photo: Blob, model: string) => Promise<Guesses>;

export function createPredictPhoto(ask: Ask): PredictPhoto {
  return async (photo, model) => {
    const { answer, roundTripMs } = await ask(model, (predictor) => predictor.top([photo], GUESSES));
    return readGuesses(answer, roundTripMs);
  };
}
