import { encodeBinaryTensor } from '@pilotlight/protocol';
import type { Call } from '../shared/predict-client.ts';
import { DIGITS_MODEL } from './digits-model.ts';
import { IMAGE_SIZE } from './mnist-image.ts';
import { readPrediction, type Prediction } from './prediction.ts';

/** Asks the deployed model what a 28 by 28 image shows. */
export type PredictDigit = (image: Float32Array) => Promise<Prediction>;

export function createPredictDigit(call: Call): PredictDigit {
  return async (image) => {
    const tensor = encodeBinaryTensor({ dtype: 'float32', shape: [IMAGE_SIZE, IMAGE_SIZE, 1], data: image });
    const { data, roundTripMs } = await call({ model: DIGITS_MODEL, instances: [tensor] });
    return readPrediction(data, roundTripMs);
  };
}
