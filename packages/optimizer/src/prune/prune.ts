import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import type { Teaching } from '../distill/lesson.ts';
import { type Distilled, teach, type TrainingOptions } from '../distill/teach.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import type { PruningScope } from './pruning-scope.ts';

/** Lower than for a network that has not learned anything yet. */
const PEAK_LEARNING_RATE = 1e-3;

/** Settings for pruning. */
export interface Pruning extends Teaching {
  /** Share of the kernels' weights that become zero, 0 to 1. */
  sparsity: number;
  scope: PruningScope;
}

/**
 * Makes the smallest weights of a layers model zero, step by step (Zhu and Gupta 2017), and trains the others during
 * and after that, with the original model as the teacher. The file keeps its length, but deflates to less.
 *
 * @param path the layers model that `teacher` serves.
 * @throws {OptimizerError} if it is not a layers model, or a checkpoint is of another training.
 * @throws {EngineError} if tfjs-node is missing.
 */
export async function prune({
  path,
  pruning: { sparsity, scope, ...teaching },
  ...options
}: TrainingOptions & { path: string; pruning: Pruning }): Promise<Distilled> {
  const { format } = await inspectModel(path);
  if (format !== 'tfjs-layers-model') {
    throw new OptimizerError(`${path} is a ${format}: only a layers model can be trained, and so pruned`);
  }
  const model = await readTfjsModel(path);
  // In the form in which TensorFlow.js reads it, from any version of Keras.
  const folder = join(options.scratch, 'original');
  await mkdir(folder);
  await writeTfjsModel(model, folder);
  const distilled = await teach({
    ...options,
    teaching,
    peakLearningRate: PEAK_LEARNING_RATE,
    settings: { sparsity, scope },
    pruning: { sparsity, scope },
    makeStudent: (tf) => tf.loadLayersModel(`file://${join(folder, 'model.json')}`),
  });
  return { ...distilled, topology: model.json['modelTopology'] };
}
