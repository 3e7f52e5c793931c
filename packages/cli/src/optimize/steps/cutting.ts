import { join } from 'node:path';
import { type ChannelPruning, pruneChannels } from '@pilotlight/optimizer';
import { runTraining } from '../../training/run-training.ts';
import { checkpointOf, whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const CUTTING: Omit<ChannelPruning, 'channels'> = { epochs: 6, temperature: 4, alpha: 0.7, seed: 2026 };

/** Takes channels of the original away: as `pilotlight prune --channels`, with what that has for its options. */
export const cutting: Family = {
  name: 'cutting channels',
  async stepsFor({ isOriginal, format }, search) {
    const { original, training, channels, pixels } = search;
    if (!isOriginal) return [];
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    if (format !== 'tfjs-layers-model') return `of a ${format} no channels can be cut: give a layers model`;
    const path = join(original.description.folder, original.description.entry);
    return channels.map((share) => ({
      name: `cut ${Number((100 * share).toPrecision(9))}%`,
      makes: format,
      async take({ model }, { folder, name }) {
        const chosen = { channels: share, ...CUTTING };
        await runTraining(
          {
            teacher: model,
            dataset: training,
            epochs: chosen.epochs,
            origin: { command: 'prune', ...chosen },
            output: folder,
            pixels,
            checkpoint: checkpointOf(search, name),
          },
          (options) => pruneChannels({ ...options, path, pruning: chosen }),
        );
        return { entry: join(folder, 'model.json') };
      },
    }));
  },
};
