import { encodeBinaryTensor } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { ModelRuntime } from '@pilotlight/model-runtime';
import { batches } from '../training/batches.ts';
import { CLASSES, SIDE, type DigitSet } from '../mnist/digit-set.ts';
import { scalePixels } from '../training/scale-pixels.ts';
import { INPUT_NAME, OUTPUT_NAME } from '../network/tensor-names.ts';
import { TrainDigitsError } from '../train-digits-error.ts';

/**
 * Classifies each image with the shipped runtime.
 *
 * @returns shape [count].
 */
export async function classify({
  runtime,
  version,
  set,
  onProgress,
}: {
  runtime: ModelRuntime;
  version: number;
  set: DigitSet;
  /** Gets the number of finished images. */
  onProgress: (done: number) => void;
}): Promise<Uint8Array> {
  const indices = Uint32Array.from({ length: set.count }, (_, index) => index);
  const predictions: number[] = [];
  for (const { count, images } of batches({ set, indices, size: 200, draw: scalePixels })) {
    const { outputs } = await runtime.predict({
      op: 'predict',
      model: 'digits',
      version,
      signature: DEFAULT_SIGNATURE,
      raw: false,
      top: undefined,
      payload: {
        form: 'inputs',
        columns: {
          [INPUT_NAME]: encodeBinaryTensor({ dtype: 'float32', shape: [count, SIDE, SIDE, 1], data: images }),
        },
      },
    });
    const probabilities = outputs[OUTPUT_NAME]?.data;
    if (!(probabilities instanceof Float32Array)) {
      throw new TrainDigitsError(`The model has no float output '${OUTPUT_NAME}'. Train it again.`);
    }
    for (let start = 0; start < probabilities.length; start += CLASSES) {
      predictions.push(indexOfHighest(probabilities.subarray(start, start + CLASSES)));
    }
    onProgress(predictions.length);
  }
  return Uint8Array.from(predictions);
}

function indexOfHighest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}
