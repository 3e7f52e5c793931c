import { join } from 'node:path';
import type { ChannelPruning, Distilled, Pruning, TrainingOptions } from '@pilotlight/optimizer';
import { PRUNING_SCOPES, type PruningScope } from '@pilotlight/optimizer/choices';
import { Command, Option } from 'commander';
import { toPart } from '@pilotlight/command-line/share';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { addTrainingOptions, type TrainingChoices } from '../training/training-options.ts';

interface Options extends TrainingChoices {
  sparsity?: number;
  channels?: number;
  scope: PruningScope;
}

export function pruneCommand(): Command {
  const command = new Command('prune')
    .description(
      'sets the smallest weights of a tfjs layers model to zero, or removes its weakest channels, and trains the rest',
    )
    .argument('<model>', MODEL_ARGUMENT)
    .addOption(
      new Option(
        '--sparsity <share>',
        'the share of kernel weights to set to zero: the model compresses better',
      )
        .argParser(toPart)
        .conflicts('channels'),
    )
    .addOption(
      new Option(
        '--channels <share>',
        'the share of channels to remove from each layer: the model is smaller and faster',
      )
        .argParser(toPart)
        .conflicts(['sparsity', 'scope']),
    )
    .addOption(
      new Option('--scope <scope>', 'apply the sparsity to all kernels together or to each layer')
        .choices(PRUNING_SCOPES)
        .default('global'),
    );
  return addTrainingOptions(command, { epochs: 6, teacher: 'the original' })
    .addHelpText(
      'after',
      `
It runs on native TensorFlow (npm run native:setup). Weights become zero over the first 60% of the steps (Zhu and Gupta
2017). The channels with the smallest weights are removed before the first step (Li et al. 2017); channels that are
added to each other are removed together. The original teaches the smaller model. If it was interrupted, the same
command continues.

Examples:
  $ pilotlight prune digits --sparsity 80% --data mnist/ --pixels 0..1 --output sparse/
  $ pilotlight prune digits --channels 50% --data mnist/ --pixels 0..1 --output narrow/
  $ pilotlight quantize sparse/ --to auto --calibrate mnist/ --pixels 0..1 --output smaller/`,
    )
    .action(prune);
}

async function prune(name: string, options: Options, command: Command): Promise<void> {
  const { data, output, pixels, models, json = false, sparsity, channels, scope, ...rest } = options;
  const { epochs, temperature, alpha, seed } = rest;
  const teaching = { epochs, temperature, alpha, seed };
  if (sparsity === undefined && channels === undefined)
    command.error('error: --sparsity <share> or --channels <share> is needed');
  const optimizer = await import('@pilotlight/optimizer');
  const { findModel } = await import('../models/find-model.ts');
  const { reportTrained } = await import('../training/report-trained.ts');
  const { runTraining } = await import('../training/run-training.ts');

  const dataset = await optimizer.openDataset(data, 'calibration');
  const teacher = { name, ...(await findModel(name, { models })) };
  const path = join(teacher.description.folder, teacher.description.entry);
  const train = (
    pruning: Pruning | ChannelPruning,
    work: (training: TrainingOptions) => Promise<Distilled>,
  ) => {
    const origin = { command: 'prune', ...pruning };
    return runTraining({ teacher, dataset, epochs, origin, output, pixels }, work);
  };
  if (channels !== undefined) {
    const pruning: ChannelPruning = { channels, ...teaching };
    const cut = optimizer.cutChannels(await optimizer.readTfjsModel(path), channels);
    const trained = await train(pruning, (training) =>
      optimizer.pruneChannels({ ...training, path, pruning }),
    );
    reportTrained(output, trained, json, cut);
  } else if (sparsity !== undefined) {
    const pruning: Pruning = { sparsity, scope, ...teaching };
    reportTrained(
      output,
      await train(pruning, (training) => optimizer.prune({ ...training, path, pruning })),
      json,
    );
  }
}
