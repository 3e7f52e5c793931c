import { join } from 'node:path';
import { prune, type Pruning } from '@pilotlight/optimizer';
import { runTraining } from '../../training/run-training.ts';
import { checkpointOf, whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const PRUNING: Omit<Pruning, 'sparsity'> = {
  scope: 'global',
  epochs: 6,
  temperature: 4,
  alpha: 0.7,
  seed: 2026,
};

/** Makes the smallest weights zero: as `pilotlight prune`, with what that has for its options. */
export const pruning: Family = {
  name: 'pruning',
  async stepsFor({ format }, search) {
    const { training, sparsities, pixels } = search;
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    if (format !== 'tfjs-layers-model') {
      return `a ${format} cannot be trained: give a TensorFlow.js layers model, or a --student`;
    }
    return sparsities.map((sparsity) => ({
      name: `prune ${Number((100 * sparsity).toPrecision(9))}%`,
      makes: format,
      async take({ model }, { folder, name }) {
        const chosen = { sparsity, ...PRUNING };
        const path = join(model.description.folder, model.description.entry);
        const origin = { command: 'prune', ...chosen };
        const checkpoint = checkpointOf(search, name);
        await runTraining(
          {
            teacher: model,
            dataset: training,
            epochs: chosen.epochs,
            origin,
            output: folder,
            pixels,
            checkpoint,
          },
          (options) => prune({ ...options, path, pruning: chosen }),
        );
        return { entry: join(folder, 'model.json') };
      },
    }));
  },
};
