import type { Pruning } from '@pilotlight/optimizer';
import { PRUNING_SCOPES } from '@pilotlight/optimizer/pruning-scope';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../add/image-preprocessing.ts';
import { modelsOption } from '../models-option.ts';
import { toShare } from '../share.ts';
import { toTemperature } from '../training/temperature.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends Pruning {
  data: string;
  output: string;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function pruneCommand(): Command {
  return new Command('prune')
    .description(
      'makes the smallest weights of a tfjs layers model zero, and trains the others: it deflates to less',
    )
    .argument('<model>', 'the name of a model that is served, or the path of any other')
    .requiredOption('--sparsity <share>', 'how many of the weights of kernels become zero', toShare)
    .requiredOption('--data <path>', 'what to train with: IDX, a folder of pictures by class, or JSON lines')
    .requiredOption('--output <folder>', 'the folder to write')
    .addOption(
      new Option('--scope <scope>', 'whether that holds for all kernels together or for each layer')
        .choices(PRUNING_SCOPES)
        .default('global'),
    )
    .option('--epochs <count>', 'times to go through the data', wholeNumber, 6)
    .option(
      '--temperature <number>',
      "how much the original's answers are softened, from 1 up",
      toTemperature,
      4,
    )
    .option('--alpha <share>', "the share of the original's answers in the loss", toShare, 0.7)
    .option('--seed <number>', 'where all chance comes from', wholeNumber, 2026)
    .addOption(
      new Option('--pixels <range>', 'what the model takes a pixel as, unless it says so itself').choices(
        PIXEL_RANGES,
      ),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `
It runs on native TensorFlow (npm run native:setup). Weights become zero over the first 60% of the steps (Zhu and Gupta
2017); the model as it was is the teacher of what is left. The same command goes on if it was interrupted.

Examples:
  $ pilotlight prune digits --sparsity 80% --data mnist/ --pixels 0..1 --output sparse/
  $ pilotlight quantize sparse/ --to auto --calibrate mnist/ --pixels 0..1 --output smaller/`,
    )
    .action(prune);
}

async function prune(name: string, options: Options): Promise<void> {
  const { data, output, pixels, models, json = false, ...rest } = options;
  const { sparsity, scope, epochs, temperature, alpha, seed } = rest;
  const pruning: Pruning = { sparsity, scope, epochs, temperature, alpha, seed };
  const { openDataset, prune: train } = await import('@pilotlight/optimizer');
  const { findModel } = await import('../evaluate/find-model.ts');
  const { reportTrained } = await import('../training/report-trained.ts');
  const { runTraining } = await import('../training/run-training.ts');

  const dataset = await openDataset(data, 'calibration');
  const teacher = { name, ...(await findModel(name, models)) };
  const { folder, entry } = teacher.description;
  const origin = { command: 'prune', ...pruning };
  const trained = await runTraining({ teacher, dataset, epochs, origin, output, pixels }, (training) =>
    train({ ...training, path: `${folder}/${entry}`, pruning }),
  );
  reportTrained(output, trained, json);
}
