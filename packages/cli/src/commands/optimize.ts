import { type Objective, OBJECTIVES } from '@pilotlight/optimizer/objective';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../add/image-preprocessing.ts';
import { modelsOption } from '../models-option.ts';
import { toShare } from '../share.ts';
import { styleFor } from '../style.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  data: string;
  calibrate: string;
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
      'tries every way to store the weights of a TensorFlow.js model, and keeps the best that is good enough',
    )
    .argument('<model>', 'the name of a model that is served, or the path of any other')
    .requiredOption('--data <path>', 'the data to judge by, as for `evaluate`')
    .requiredOption('--calibrate <path>', 'other data, to choose by')
    .option('--max-drop <share>', 'how much worse it may be on the data to choose by', toShare, 0.002)
    .addOption(new Option('--for <objective>', 'what it is chosen for').choices(OBJECTIVES).default('size'))
    .option(
      '--examples <count>',
      'how much of the data to choose by is used, spread over all',
      wholeNumber,
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
Where nothing is better than the original, nothing is written but the report.

Examples:
  $ pilotlight optimize digits --data mnist/ --calibrate mnist/ --pixels 0..1 --report report.html
  $ pilotlight optimize web_model/ --data test.jsonl --calibrate train.jsonl --for cold-start --output better/`,
    )
    .action(optimize);
}

async function optimize(name: string, options: Options): Promise<void> {
  const { data, calibrate, output, report, models, json = false } = options;
  const { openDataset, refuseSharedData } = await import('@pilotlight/optimizer');
  const { findModel } = await import('../evaluate/find-model.ts');
  const { formatOptimization, optimizationJson } = await import('../optimize/format-optimization.ts');
  const { runOptimization } = await import('../optimize/run-optimization.ts');

  const dataset = await openDataset(data, 'evaluation');
  const calibration = await openDataset(calibrate, 'calibration');
  await refuseSharedData(dataset, calibration);
  const { optimization, path } = await runOptimization({
    original: { name, ...(await findModel(name, models)) },
    dataset,
    calibration,
    most: options.examples,
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
