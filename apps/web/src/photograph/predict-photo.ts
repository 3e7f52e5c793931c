import { encodeBase64 } from '@pilotlight/protocol/tensors';
import type { Call } from '../shared/predict-client.ts';
import { readGuesses, type Guesses } from './guesses.ts';

/** How many guesses are shown. */
export const GUESSES = 5;

/** Asks a deployed model what a photograph shows. */
export type PredictPhoto = (photo: Blob, model: string) => Promise<Guesses>;

export function createPredictPhoto(call: Call): PredictPhoto {
  return async (photo, model) => {
    const b64 = encodeBase64(new Uint8Array(await photo.arrayBuffer()));
    const { data, roundTripMs } = await call({ model, instances: [{ b64 }], top: GUESSES });
    return readGuesses(data, roundTripMs);
  };
}
