import { type Objective, OBJECTIVES } from '@pilotlight/optimizer/choices';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { toPart, toShare } from '@pilotlight/command-line/share';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  data: string;
  calibrate: string;
  train?: string;
  student?: string[];
  channels?: number[];
  sparsity?: number[];
  maxDrop: number;
  for: Objective;
  examples: number;
  output?: string;
  report?: string;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function optimizeCommand(): Command {
  return new Command('optimize')
    .description(
      'tries ways to make a TensorFlow.js model smaller, step by step, and keeps the best one that is good enough',
    )
    .argument('<model>', MODEL_ARGUMENT)
    .requiredOption('--data <path>', 'the data to judge by, as for `evaluate`')
    .requiredOption('--calibrate <path>', 'other data, to choose the model by')
    .option('--train <path>', 'data to train with; also tries cutting channels, pruning and distilling')
    .option('--student <architecture>', 'a network to teach, as for `distill`; can be given again', collect)
    .option(
      '--channels <share>',
      'how many channels of each layer are cut; can be given again (default: 50%)',
      collectShare,
    )
    .option(
      '--sparsity <share>',
      'how many weights are pruned; can be given again (default: 60% and 80%)',
      collectShare,
    )
    .option(
      '--max-drop <share>',
      'the largest loss of accuracy allowed on the data of --calibrate',
      toShare,
      0.002,
    )
    .addOption(
      new Option('--for <objective>', 'the goal to choose the model by').choices(OBJECTIVES).default('size'),
    )
    .option(
      '--examples <count>',
      'how many examples of --calibrate to use, spread over all of it',
      wholeNumber('count'),
      500,
    )
    .option('--output <folder>', 'a folder to write; for a served model, defaults to its next version')
    .option('--report <file>', 'an HTML page that shows what was tried, and why it was chosen')
    .addOption(
      new Option(
        '--pixels <range>',
        'the range of pixel values that the model takes, if its files do not say',
      ).choices(PIXEL_RANGES),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was tried as JSON')
    .addHelpText(
      'after',
      `
It tries these steps one after the other, where the model allows them: teaching a --student or cutting channels, then
pruning, then fewer bits (each precision, auto, and int8 .tflite once npm run python:setup has made its environment). It
does not continue from a model that is already more than --max-drop worse. If nothing is better than the original, it
writes only the report.

Without --train it takes a minute or so. Each training takes some minutes for 60,000 small pictures on one processor, and
s students, c shares of channels and p of weights make up to (s + c)(1 + p) + p of them. They run on native TensorFlow
(npm run native:setup). If it was interrupted, the same command continues, and keeps the finished trainings. If --train
and --calibrate are the same data, it chooses by the twentieth of the data that the trainings hold out.

Examples:
  $ pilotlight optimize digits --data mnist/ --calibrate mnist/ --pixels 0..1 --report report.html
  $ pilotlight optimize digits --data mnist/ --calibrate mnist/ --train mnist/ --student convnet:16,24,32 --max-drop 1% --pixels 0..1
  $ pilotlight optimize web_model/ --data test.jsonl --calibrate train.jsonl --for cold-start --output better/`,
    )
    .action(optimize);
}

function collectShare(text: string, before: readonly number[] = []): number[] {
  return [...before, toPart(text)];
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

async function optimize(name: string, options: Options): Promise<void> {
  const {
    data,
    calibrate,
    train,
    student = [],
    channels = [0.5],
    sparsity = [0.6, 0.8],
    output,
    report,
    models,
    json = false,
  } = options;
  const { openDataset, refuseSharedData } = await import('@pilotlight/optimizer');
  const { untrainedPart } = await import('../optimize/untrained-part.ts');
  const { findModel } = await import('../models/find-model.ts');
  const { formatOptimization, optimizationJson } = await import('../output/format-optimization.ts');
  const { runOptimization } = await import('../optimize/run-optimization.ts');

  const dataset = await openDataset(data, 'evaluation');
  const calibration = await openDataset(calibrate, 'calibration');
  await refuseSharedData(dataset, calibration);
  const training = train === undefined ? undefined : await openDataset(train, 'calibration');
  if (training) await refuseSharedData(dataset, training);
  const { optimization, path } = await runOptimization({
    original: { name, ...(await findModel(name, { models })) },
    dataset,
    ...(await untrainedPart(calibration, training)),
    training,
    students: [...new Set(student)],
    channels: [...new Set(channels)],
    sparsities: [...new Set(sparsity)],
    maxExamples: options.examples,
    maxDrop: options.maxDrop,
    objective: options.for,
    pixels: options.pixels,
    models,
    output,
    report,
  });
  console.log(
    json
      ? JSON.stringify(optimizationJson(optimization, { path, report }), undefined, 2)
      : formatOptimization(optimization, { path, report }, styleFor(process.stdout)),
  );
}
