import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Teaching } from '../distill/lesson.ts';
import { type Distilled, teach, type TrainingOptions } from '../distill/teach.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import { cutChannels } from './channels/cut-channels.ts';

/** That of a network that learns anew, not that of one that is mended: much of what it knew is gone. */
const PEAK_LEARNING_RATE = 3e-3;

/** How channels are taken from a model. */
export interface ChannelPruning extends Teaching {
  /** The share of the channels of each layer that is taken away, between 0 and 1. */
  channels: number;
}

/**
 * Takes the weakest channels of a layers model away, as {@link cutChannels} does, and trains what is left, with the model
 * as it was for a teacher. The file becomes shorter, and the model faster.
 *
 * @param path the layers model that `teacher` serves.
 * @throws {OptimizerError} where it is no layers model, none of its channels can go, or a checkpoint is of another training.
 * @throws {EngineError} where tfjs-node is missing.
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
