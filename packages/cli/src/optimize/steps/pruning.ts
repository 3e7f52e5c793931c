import { prune, type Pruning } from '@pilotlight/optimizer';
import { asPercent } from '@pilotlight/command-line/share';
import { trainedStep } from './trained-step.ts';
import { whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const PRUNING: Omit<Pruning, 'sparsity'> = {
  scope: 'global',
  epochs: 6,
  temperature: 4,
  alpha: 0.7,
  seed: 2026,
};

/** Sets the smallest weights to zero, as `pilotlight prune` does, with its default options. */
export const pruning: Family = {
  name: 'pruning',
  async stepsFor({ format }, search) {
    const { training, sparsities } = search;
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    if (format !== 'tfjs-layers-model') {
      return `a ${format} cannot be trained: give a TensorFlow.js layers model, or a --student`;
    }
    return sparsities.map((sparsity) => {
      const chosen = { sparsity, ...PRUNING };
      return trainedStep({
        name: `prune ${asPercent(sparsity)}`,
        search,
        training,
        epochs: chosen.epochs,
        origin: { command: 'prune', ...chosen },
        train: (path, options) => prune({ ...options, path, pruning: chosen }),
      });
    });
  },
};
