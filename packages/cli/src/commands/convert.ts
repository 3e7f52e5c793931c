import { isKerasPath, locateModel } from '@pilotlight/model-formats';
import { TFLITE_QUANTIZATIONS, type TfliteQuantization } from '@pilotlight/optimizer/choices';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../models/image-preprocessing.ts';
import { MODEL_ARGUMENT } from '../models/model-argument.ts';
import { modelsOption } from '../models/models-option.ts';
import { readLabels } from '../models/read-labels.ts';
import { describeComparison } from '../output/describe-conversion.ts';
import { safeText } from '@pilotlight/command-line/safe-text';
import { toShare } from '@pilotlight/command-line/share';
import { styleFor } from '@pilotlight/command-line/style';
import { wholeNumber } from '@pilotlight/command-line/whole-number';

interface Options {
  to: 'tflite' | 'tfjs';
  quantize?: TfliteQuantization;
  calibrate?: string;
  output: string;
  maxDrop: number;
  examples: number;
  pixels?: PixelRange;
  labels?: string;
  models: string;
  json?: boolean;
}

/** The paths of what TensorFlow's converters read. */
const SOURCES =
  'the folder of a SavedModel, a Keras file (.keras, .h5), or the model.json of a tfjs layers model';

export function convertCommand(): Command {
  return new Command('convert')
    .description('converts a model to another format, and compares the two')
    .argument('<model>', `${MODEL_ARGUMENT}: ${SOURCES}`)
    .addOption(
      new Option('--to <format>', 'the format to convert to')
        .choices(['tflite', 'tfjs'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--quantize <how>',
        'for tflite: how weights are stored; int8 also computes with integers',
      ).choices(TFLITE_QUANTIZATIONS),
    )
    .option(
      '--calibrate <path>',
      'the data to compare with, and to find the ranges for int8; not needed from a SavedModel or a Keras file to tfjs',
    )
    .requiredOption('--output <path>', 'the .tflite file, or the folder of a tfjs model')
    .option('--max-drop <share>', 'the largest loss of accuracy allowed on that data', toShare, 0.01)
    .option(
      '--examples <count>',
      'how many examples of that data to use, spread over all of it',
      wholeNumber('count'),
      200,
    )
    .addOption(
      new Option('--pixels <range>', 'the range of pixel values that the model takes').choices(PIXEL_RANGES),
    )
    .option('--labels <file>', 'the names of the classes, one per line')
    .addOption(modelsOption())
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      `
A SavedModel or a Keras file is converted to tfjs without Python, and compared with the original on random inputs, as
\`add\` does. All else needs TensorFlow's own converters, in Python. The first such conversion makes an environment with
TensorFlow in your cache folder: 300 MB to download, 1.5 GB on disk. The model is written only if the runtime's answers
are as good as the original's.

Examples:
  $ pilotlight convert export/saved_model --to tflite --quantize int8 --calibrate photographs/ --pixels -1..1 --output flowers.tflite
  $ pilotlight convert export/saved_model --to tfjs --output web_model/
  $ pilotlight convert churn.keras --to tfjs --output web_model/`,
    )
    .action(convert);
}

/** True if it becomes a graph model without Python. */
async function isConvertedHere(path: string): Promise<boolean> {
  if (isKerasPath(path)) return true;
  const location = await locateModel(path).catch(() => undefined);
  return location?.kind === 'saved-model';
}

async function convert(model: string, options: Options, command: Command): Promise<void> {
  const {
    to,
    quantize = 'none',
    calibrate,
    output,
    maxDrop,
    examples,
    pixels,
    labels: file,
    models,
    json = false,
  } = options;
  if (to === 'tfjs' && quantize !== 'none') {
    command.error('error: --quantize is for --to tflite; pilotlight quantize makes a tfjs model smaller');
  }
  const { resolveModel, sourceOf } = await import('../models/resolve-model.ts');
  const source = await sourceOf(await resolveModel(model, { models, paths: SOURCES }));
  if (to === 'tfjs' && (await isConvertedHere(source))) {
    const { convertToTfjs } = await import('../models/convert-to-tfjs.ts');
    const compared = await convertToTfjs(source, output);
    const lines = [safeText(output), `  ${describeComparison(compared)}`];
    console.log(json ? JSON.stringify({ output, compared }, undefined, 2) : lines.join('\n'));
    return;
  }
  if (calibrate === undefined) command.error("error: required option '--calibrate <path>' not specified");
  const { openDataset } = await import('@pilotlight/optimizer');
  const { convertAndCheck } = await import('../models/convert-and-check.ts');
  const { formatCheck } = await import('../output/format-check.ts');

  const dataset = await openDataset(calibrate, 'calibration');
  const labels = file === undefined ? undefined : await readLabels(file);
  const conversion = to === 'tfjs' ? ({ to } as const) : ({ to, quantize } as const);
  const check = await convertAndCheck({
    source,
    conversion,
    dataset,
    maxExamples: examples,
    maxDrop,
    output,
    choices: { pixels, labels },
    onStep: (step) => console.error(`${step} …`),
  });
  console.log(
    json
      ? JSON.stringify({ output, ...check }, undefined, 2)
      : formatCheck(output, check, styleFor(process.stdout)),
  );
}
