import type { TfjsNode } from '@pilotlight/native-setup';
import type { LayersModel, Tensor } from '@tensorflow/tfjs-node';
import { augment } from '../augmentation/augment.ts';
import { batches, type Batch, type Draw } from './batches.ts';
import { buildModel } from '../network/build-model.ts';
import { CLASSES, SIDE, type DigitSet } from '../mnist/digit-set.ts';
import { TRAINING } from './hyperparameters.ts';
import { learningRate, shuffle } from '@pilotlight/optimizer/training';
import { createRandom } from '@pilotlight/statistics/random';
import { measureAccuracy } from './measure-accuracy.ts';
import { splitValidation } from './split-validation.ts';

/** Progress of a training. */
export interface TrainingProgress {
  step: number;
  steps: number;
  /** Number of the epoch, from 1. */
  epoch: number;
  /** Loss of the last step. */
  loss: number;
}

/** Result of an epoch. */
export interface EpochResult {
  /** Number of the epoch, from 1. */
  epoch: number;
  /** Fraction of the held-out examples that the model classifies correctly, 0 to 1. */
  validationAccuracy: number;
}

/** Inputs of a training. */
export interface Training {
  tf: TfjsNode;
  set: DigitSet;
  seed: number;
  epochs: number;
  onStep: (progress: TrainingProgress) => void;
  onEpoch: (result: EpochResult) => void;
}

/** The model after its best epoch. */
export interface Trained extends EpochResult {
  model: LayersModel;
}

/**
 * Trains the network on `set`, except for some examples, by which it chooses the epoch to keep. The initial weights,
 * the order of the examples and their distortion all come from `seed`.
 */
export async function train({ tf, set, seed, epochs, onStep, onEpoch }: Training): Promise<Trained> {
  const random = createRandom(seed);
  const { training, validation } = splitValidation({ count: set.count, held: TRAINING.held, random });
  const model = buildModel({ tf, seed });
  const optimizer = tf.train.momentum(0, TRAINING.momentum, true);
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const draw: Draw = (image) => augment({ ...image, random });

  const { batchSize } = TRAINING;
  const steps = epochs * Math.ceil(training.length / batchSize);
  let step = 0;
  let best = { epoch: 0, validationAccuracy: 0, weights: copyWeights(model) };
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle({ indices: training, random });
    for (const batch of batches({ set, indices: training, size: batchSize, draw })) {
      optimizer.setLearningRate(
        learningRate({ step, steps, peak: TRAINING.peakLearningRate, warmUp: TRAINING.warmUp }),
      );
      const loss = await trainStep({ tf, model, batch });
      step += 1;
      onStep({ step, steps, epoch, loss });
    }
    const validationAccuracy = measureAccuracy({ tf, model, set, indices: validation });
    onEpoch({ epoch, validationAccuracy });
    // If two are equal, take the later one: its learning rate was lower.
    if (validationAccuracy >= best.validationAccuracy) {
      tf.dispose(best.weights);
      best = { epoch, validationAccuracy, weights: copyWeights(model) };
    }
  }
  model.setWeights(best.weights);
  return { model, epoch: best.epoch, validationAccuracy: best.validationAccuracy };
}

async function trainStep({
  tf,
  model,
  batch,
}: {
  tf: TfjsNode;
  model: LayersModel;
  batch: Batch;
}): Promise<number> {
  const images = tf.tensor4d(batch.images, [batch.count, SIDE, SIDE, 1]);
  const labels = tf.tensor2d(batch.labels, [batch.count, CLASSES]);
  const [loss = Number.NaN] = [await model.trainOnBatch(images, labels)].flat();
  tf.dispose([images, labels]);
  return loss;
}

function copyWeights(model: LayersModel): Tensor[] {
  return model.getWeights().map((weight) => weight.clone());
}
