import { type ChannelPruning, pruneChannels } from '@pilotlight/optimizer';
import { asPercent } from '@pilotlight/command-line/share';
import { trainedStep } from './trained-step.ts';
import { whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const CUTTING: Omit<ChannelPruning, 'channels'> = { epochs: 6, temperature: 4, alpha: 0.7, seed: 2026 };

/** Removes channels of the original, as `pilotlight prune --channels` does, with its default options. */
export const cutting: Family = {
  name: 'cutting channels',
  async stepsFor({ isOriginal, format }, search) {
    const { training, channels: shares } = search;
    if (!isOriginal) return [];
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    if (format !== 'tfjs-layers-model')
      return `the channels of a ${format} cannot be cut: give a layers model`;
    return shares.map((channels) => {
      const pruning = { channels, ...CUTTING };
      return trainedStep({
        name: `cut ${asPercent(channels)}`,
        search,
        training,
        epochs: pruning.epochs,
        origin: { command: 'prune', ...pruning },
        train: (path, options) => pruneChannels({ ...options, path, pruning }),
      });
    });
  },
};
