import type { TfjsNode } from '@pilotlight/native-setup';
import type { LayersModel } from '@tensorflow/tfjs-node';
import { batches } from './batches.ts';
import { CLASSES, SIDE, type DigitSet } from '../mnist/digit-set.ts';
import { scalePixels } from './scale-pixels.ts';

/** Returns the fraction of the examples of `indices` that the model classifies correctly, 0 to 1. */
export function measureAccuracy({
  tf,
  model,
  set,
  indices,
}: {
  tf: TfjsNode;
  model: LayersModel;
  set: DigitSet;
  indices: Uint32Array;
}): number {
  let correct = 0;
  for (const batch of batches({ set, indices, size: 1000, draw: scalePixels })) {
    correct += tf.tidy(() => {
      const images = tf.tensor4d(batch.images, [batch.count, SIDE, SIDE, 1]);
      const labels = tf.tensor2d(batch.labels, [batch.count, CLASSES]);
      const [probabilities] = [model.predict(images)].flat();
      if (probabilities === undefined) {
        throw new TypeError('A model with one output returned none.');
      }
      return probabilities.argMax(1).equal(labels.argMax(1)).sum().dataSync<'int32'>()[0] ?? 0;
    });
  }
  return correct / indices.length;
}
