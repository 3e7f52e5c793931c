import { join } from 'node:path';
import type { Dataset, Distilled, TrainingOptions } from '@pilotlight/optimizer';
import type { Origin } from '../../provenance/provenance-from.ts';
import { runTraining } from '../../training/run-training.ts';
import type { Search, Step } from './step.ts';

/**
 * Returns a step that trains a layers model, with its parent as the teacher. If it is interrupted, it leaves a checkpoint
 * from which the same search continues.
 *
 * @param origin the command for the same step.
 * @param train is called with the main file of the teacher.
 */
export function trainedStep({
  name: step,
  search: { pixels, checkpoints },
  training,
  epochs,
  origin,
  train,
}: {
  name: string;
  search: Search;
  training: Dataset;
  epochs: number;
  origin: Origin;
  train: (path: string, options: TrainingOptions) => Promise<Distilled>;
}): Step {
  return {
    name: step,
    makes: 'tfjs-layers-model',
    async take({ model }, { folder, name }) {
      const { description } = model;
      const checkpoint = join(checkpoints, name.replaceAll(/[^A-Za-z0-9]+/g, '-'));
      await runTraining(
        { teacher: model, dataset: training, epochs, origin, output: folder, pixels, checkpoint },
        (options) => train(join(description.folder, description.entry), options),
      );
      return { entry: join(folder, 'model.json') };
    },
  };
}
