import { type Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { modelsOption } from '../models/models-option.ts';
import { toShare } from '@pilotlight/command-line/share';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { toTemperature } from './temperature.ts';

/** What all trainings are told on the command line. */
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

/** @param teacher what people call it. */
export function addTrainingOptions(
  command: Command,
  { epochs, teacher }: { epochs: number; teacher: string },
): Command {
  return command
    .requiredOption('--data <path>', 'what to train with: IDX, a folder of pictures by class, or JSON lines')
    .requiredOption('--output <folder>', 'the folder to write')
    .option('--epochs <count>', 'times to go through the data', wholeNumber('count'), epochs)
    .option(
      '--temperature <number>',
      `how much the answers of ${teacher} are softened, from 1 up`,
      toTemperature,
      4,
    )
    .option('--alpha <share>', `the share of the answers of ${teacher} in the loss`, toShare, 0.7)
    .option('--seed <number>', 'where all chance comes from', wholeNumber('seed'), 2026)
    .addOption(
      new Option('--pixels <range>', `what a pixel is taken as, unless ${teacher} says so itself`).choices(
        PIXEL_RANGES,
      ),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON');
}
