import type { Lesson } from '@pilotlight/optimizer';
import { Command } from 'commander';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { addTrainingOptions, type TrainingChoices } from '../training/training-options.ts';

interface Options extends TrainingChoices {
  teacher: string;
  student: string;
}

export function distillCommand(): Command {
  const command = new Command('distill')
    .description('trains a small network on the answers of a model, and writes it as a tfjs layers model')
    .requiredOption('--teacher <model>', MODEL_ARGUMENT)
    .requiredOption(
      '--student <architecture>',
      `such as convnet:16,24,32, or a layers model, without its weights: ${MODEL_ARGUMENT}`,
    );
  return addTrainingOptions(command, { epochs: 12, teacher: 'the teacher' })
    .addHelpText(
      'after',
      `
It runs on native TensorFlow (npm run native:setup). It writes a checkpoint beside the output after each epoch; if it was
interrupted, the same command continues from there. One example in twenty is held out, to choose the epoch to keep.

Examples:
  $ pilotlight distill --teacher digits --student convnet:16,24,32 --data mnist/ --pixels 0..1 --output small/
  $ pilotlight quantize small/ --to auto --calibrate mnist/ --pixels 0..1 --output smaller/`,
    )
    .action(distill);
}

async function distill(options: Options): Promise<void> {
  const { teacher, student, data, output, pixels, models, json = false, ...rest } = options;
  const { epochs, temperature, alpha, seed } = rest;
  const { distill: teach, openDataset } = await import('@pilotlight/optimizer');
  const { findModel } = await import('../models/find-model.ts');
  const { reportTrained } = await import('../training/report-trained.ts');
  const { resolveStudent } = await import('../training/resolve-student.ts');
  const { runTraining } = await import('../training/run-training.ts');

  const dataset = await openDataset(data, 'calibration');
  const named = { name: teacher, ...(await findModel(teacher, { models })) };
  const { architecture, recorded } = await resolveStudent(student, models);
  const lesson: Lesson = { architecture, epochs, temperature, alpha, seed };
  const origin = { command: 'distill', ...lesson, architecture: recorded };
  const trained = await runTraining({ teacher: named, dataset, epochs, origin, output, pixels }, (training) =>
    teach({ ...training, lesson }),
  );
  reportTrained(output, trained, json);
}
