import { type Precision, PRECISIONS } from '@pilotlight/optimizer/choices';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { toShare } from '@pilotlight/command-line/share';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  to: Precision | 'auto';
  output?: string;
  data?: string;
  calibrate?: string;
  maxDrop: number;
  examples: number;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function quantizeCommand(): Command {
  return new Command('quantize')
    .description(
      'stores the weights of a TensorFlow.js model in fewer bits, and reports the loss of accuracy',
    )
    .argument('<model>', MODEL_ARGUMENT)
    .addOption(
      new Option('--to <precision>', 'how weights are stored; auto chooses weight by weight')
        .choices([...PRECISIONS, 'auto'])
        .makeOptionMandatory(),
    )
    .option('--output <folder>', 'a folder to write; for a served model, defaults to its next version')
    .option('--data <path>', 'compare it with the original on this data, as `evaluate` does')
    .option('--calibrate <path>', 'for auto: the data to choose by, other than that of --data')
    .option(
      '--max-drop <share>',
      'for auto: the largest loss of accuracy allowed on that data',
      toShare,
      0.002,
    )
    .option(
      '--examples <count>',
      'for auto: how many examples of that data to use, spread over all of it',
      wholeNumber('count'),
      500,
    )
    .addOption(
      new Option(
        '--pixels <range>',
        'the range of pixel values that the model takes, if its files do not say',
      ).choices(PIXEL_RANGES),
    )
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `
The original stays as it is, and nothing is overwritten. Every version of TensorFlow.js can load the result.

Examples:
  $ pilotlight quantize digits --to float16 --data mnist/ --pixels 0..1
  $ pilotlight quantize digits --to auto --calibrate mnist/ --max-drop 0.2% --data mnist/ --pixels 0..1
  $ pilotlight quantize web_model/ --to uint16 --output smaller/`,
    )
    .action(quantize);
}

async function quantize(name: string, options: Options, command: Command): Promise<void> {
  const { to, output, data, calibrate, maxDrop, examples, pixels, models, json = false } = options;
  if (to === 'auto' && calibrate === undefined) command.error('error: --to auto needs --calibrate <path>');
  if (to !== 'auto' && calibrate !== undefined) command.error('error: --calibrate is for --to auto');
  const { openDataset, quantizeModel, readTfjsModel, refuseSharedData } =
    await import('@pilotlight/optimizer');
  const { findModel } = await import('../models/find-model.ts');
  const { countStorage } = await import('../provenance/count-storage.ts');
  const { describeStep, provenanceFrom } = await import('../provenance/provenance-from.ts');
  const { choicesJson, formatChoices } = await import('../output/format-choices.ts');
  const { installQuantized } = await import('../quantize/install-quantized.ts');
  const { quantizeAutomatically } = await import('../quantize/quantize-automatically.ts');
  const { reportQuantized } = await import('../quantize/report-quantized.ts');

  const dataset = data === undefined ? undefined : await openDataset(data, 'evaluation');
  const calibration = calibrate === undefined ? undefined : await openDataset(calibrate, 'calibration');
  if (dataset && calibration) await refuseSharedData(dataset, calibration);
  const original = { name, ...(await findModel(name, { models })) };

  const chosen =
    calibration &&
    (await quantizeAutomatically({ original, dataset: calibration, pixels, maxExamples: examples, maxDrop }));
  const plain = async (precision: Precision) =>
    quantizeModel(
      await readTfjsModel(`${original.description.folder}/${original.description.entry}`),
      precision,
    );
  const quantized = chosen?.model ?? (await plain(to === 'auto' ? 'float16' : to));
  const step = await describeStep({
    origin: { command: 'quantize', to, ...(chosen ? { maxDrop } : {}) },
    data: chosen && calibration ? { calibrate: { dataset: calibration, examples: chosen.examples } } : {},
    result: countStorage(quantized),
  });
  const provenance = await provenanceFrom(original, step);
  const path = await installQuantized(quantized, { original, provenance, output, models });

  const report = await reportQuantized({ original, path, dataset, pixels });
  if (json) {
    console.log(
      JSON.stringify({ ...report.json, ...(chosen ? { chosen: choicesJson(chosen) } : {}) }, undefined, 2),
    );
    return;
  }
  const style = styleFor(process.stdout);
  console.log([...(chosen ? [formatChoices(chosen, style), ''] : []), report.text(style)].join('\n'));
}
