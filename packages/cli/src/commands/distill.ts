import type { Lesson } from '@pilotlight/optimizer';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../add/image-preprocessing.ts';
import { modelsOption } from '../models-option.ts';
import { toShare } from '../share.ts';
import { toTemperature } from '../training/temperature.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends Omit<Lesson, 'architecture'> {
  teacher: string;
  student: string;
  data: string;
  output: string;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function distillCommand(): Command {
  return new Command('distill')
    .description('teaches a small network what a model answers, and writes it as a tfjs layers model')
    .requiredOption('--teacher <model>', 'the name of a model that is served, or the path of any other')
    .requiredOption(
      '--student <architecture>',
      'convnet:16,24,32 and the like, or the model.json of a layers model, whose weights do not count',
    )
    .requiredOption('--data <path>', 'what to teach with: IDX, a folder of pictures by class, or JSON lines')
    .requiredOption('--output <folder>', 'the folder to write')
    .option('--epochs <count>', 'times to go through the data', wholeNumber, 12)
    .option(
      '--temperature <number>',
      "how much the teacher's answers are softened, from 1 up",
      toTemperature,
      4,
    )
    .option('--alpha <share>', "the share of the teacher's answers in the loss", toShare, 0.7)
    .option('--seed <number>', 'where all chance comes from', wholeNumber, 2026)
    .addOption(
      new Option('--pixels <range>', 'what the models take a pixel as, unless the teacher says so').choices(
        PIXEL_RANGES,
      ),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `
It runs on native TensorFlow (npm run native:setup). After each epoch a checkpoint is written beside the output; the same
command goes on from there if it was interrupted. One example in twenty is held out, to choose the epoch to keep.

Examples:
  $ pilotlight distill --teacher digits --student convnet:16,24,32 --data mnist/ --pixels 0..1 --output small/
  $ pilotlight quantize small/ --to auto --calibrate mnist/ --pixels 0..1 --output smaller/`,
    )
    .action(distill);
}

async function distill(options: Options): Promise<void> {
  const { teacher, student, data, output, pixels, models, json = false, ...rest } = options;
  const { epochs, temperature, alpha, seed } = rest;
  const lesson: Lesson = { architecture: student, epochs, temperature, alpha, seed };
  const { distill: teach, openDataset } = await import('@pilotlight/optimizer');
  const { findModel } = await import('../evaluate/find-model.ts');
  const { reportTrained } = await import('../training/report-trained.ts');
  const { nameOfStudent } = await import('../training/name-of-student.ts');
  const { runTraining } = await import('../training/run-training.ts');

  const dataset = await openDataset(data, 'calibration');
  const named = { name: teacher, ...(await findModel(teacher, models)) };
  const origin = { command: 'distill', ...lesson, architecture: await nameOfStudent(student) };
  const trained = await runTraining({ teacher: named, dataset, epochs, origin, output, pixels }, (training) =>
    teach({ ...training, lesson }),
  );
  reportTrained(output, trained, json);
}
