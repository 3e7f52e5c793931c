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
      'tries what makes a TensorFlow.js model smaller, step after step, and keeps the best that is good enough',
    )
    .argument('<model>', MODEL_ARGUMENT)
    .requiredOption('--data <path>', 'the data to judge by, as for `evaluate`')
    .requiredOption('--calibrate <path>', 'other data, to choose by')
    .option(
      '--train <path>',
      'data to train with, so that cutting channels, pruning and distilling are tried too',
    )
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
    .option('--max-drop <share>', 'how much worse it may be on the data to choose by', toShare, 0.002)
    .addOption(new Option('--for <objective>', 'what it is chosen for').choices(OBJECTIVES).default('size'))
    .option(
      '--examples <count>',
      'how much of the data to choose by is used, spread over all',
      wholeNumber('count'),
      500,
    )
    .option('--output <folder>', 'a folder to write; unless said, the next version of a model that is served')
    .option('--report <file>', 'an HTML page that shows what was tried, and why it was chosen')
    .addOption(
      new Option('--pixels <range>', 'what the model takes a pixel as, unless it says so itself').choices(
        PIXEL_RANGES,
      ),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was tried as JSON')
    .addHelpText(
      'after',
      `
Tried are, of those that can be, one after the other: a --student that is taught or channels that are cut, pruning, and fewer
bits (each precision, auto, and int8 .tflite once npm run python:setup has made its environment). What is already more than
--max-drop worse is not gone on with. Where nothing is better than the original, nothing is written but the report.

Without --train it takes a minute or so. Each training takes some minutes for 60,000 small pictures on one processor, and
with s students, c shares of channels and p of weights there are up to (s + c)(1 + p) + p of them. They run on native TensorFlow (npm run native:setup). The
same command goes on if it was interrupted: what had been trained is not trained again. Where --train and --calibrate are
the same data, what is chosen by is the twentieth of it that trainings leave alone.

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
