import { type Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { modelsOption } from '../models/models-option.ts';
import { toShare } from '@pilotlight/command-line/share';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { toTemperature } from './temperature.ts';

/** Options that all training commands share. */
export interface TrainingChoices {
  data: string;
  output: string;
  epochs: number;
  temperature: number;
  alpha: number;
  seed: number;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

/** @param teacher its name in the help texts. */
export function addTrainingOptions(
  command: Command,
  { epochs, teacher }: { epochs: number; teacher: string },
): Command {
  return command
    .requiredOption(
      '--data <path>',
      'the training data: IDX, a folder with a folder of pictures per class, or JSON lines',
    )
    .requiredOption('--output <folder>', 'the folder to write')
    .option('--epochs <count>', 'how often to go through the data', wholeNumber('count'), epochs)
    .option(
      '--temperature <number>',
      `how much to soften the answers of ${teacher}, from 1 up`,
      toTemperature,
      4,
    )
    .option('--alpha <share>', `the share of the answers of ${teacher} in the loss`, toShare, 0.7)
    .option('--seed <number>', 'the seed for all random numbers', wholeNumber('seed'), 2026)
    .addOption(
      new Option(
        '--pixels <range>',
        `the range of pixel values that ${teacher} takes, if its files do not say`,
      ).choices(PIXEL_RANGES),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON');
}
