import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Teaching } from '../distill/lesson.ts';
import { type Distilled, teach, type TrainingOptions } from '../distill/teach.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import { cutChannels } from './channels/cut-channels.ts';

/** Rate for a network that learns again, not for small repairs: much of its knowledge is gone. */
const PEAK_LEARNING_RATE = 3e-3;

/** Settings for removing channels from a model. */
export interface ChannelPruning extends Teaching {
  /** Share of the channels of each layer to remove, between 0 and 1. */
  channels: number;
}

/**
 * Removes the weakest channels of a layers model, as {@link cutChannels} does, and trains the rest, with the original
 * model as the teacher. The file becomes shorter, and the model faster.
 *
 * @param path the layers model that `teacher` serves.
 * @throws {OptimizerError} if it is not a layers model, none of its channels can be removed, or a checkpoint is of
 *   another training.
 * @throws {EngineError} if tfjs-node is missing.
 */
export async function pruneChannels({
  path,
  pruning: { channels, ...teaching },
  ...options
}: TrainingOptions & { path: string; pruning: ChannelPruning }): Promise<Distilled> {
  const { model } = cutChannels(await readTfjsModel(path), channels);
  const folder = join(options.scratch, 'cut');
  await mkdir(folder);
  await writeTfjsModel(model, folder);
  const distilled = await teach({
    ...options,
    teaching,
    peakLearningRate: PEAK_LEARNING_RATE,
    settings: { channels },
    makeStudent: (tf) => tf.loadLayersModel(`file://${join(folder, 'model.json')}`),
  });
  return { ...distilled, topology: model.json['modelTopology'] };
}
