import { type Precision, PRECISIONS } from '@pilotlight/optimizer/precision';
import { Command, Option } from 'commander';
import { PIXEL_RANGES, type PixelRange } from '../add/image-preprocessing.ts';
import { modelsOption } from '../models-option.ts';
import { styleFor } from '../style.ts';

interface Options {
  to: Precision;
  output?: string;
  data?: string;
  pixels?: PixelRange;
  models: string;
  json?: boolean;
}

export function quantizeCommand(): Command {
  return new Command('quantize')
    .description('stores the weights of a TensorFlow.js model in fewer bits, and says what that cost')
    .argument('<model>', 'the name of a model that is served, or the path of any other')
    .addOption(
      new Option('--to <precision>', 'how weights are stored').choices(PRECISIONS).makeOptionMandatory(),
    )
    .option('--output <folder>', 'a folder to write; unless said, the next version of a model that is served')
    .option('--data <path>', 'compare it with the original on this data, as `evaluate` does')
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
The original stays as it is, and nothing is overwritten. Every TensorFlow.js can load what is written.

Examples:
  $ pilotlight quantize digits --to float16 --data mnist/ --pixels 0..1
  $ pilotlight quantize web_model/ --to uint16 --output smaller/`,
    )
    .action(quantize);
}

async function quantize(
  name: string,
  { to, output, data, pixels, models, json = false }: Options,
): Promise<void> {
  const { openDataset, quantizeModel, readTfjsModel } = await import('@pilotlight/optimizer');
  const { findModel } = await import('../evaluate/find-model.ts');
  const { placeQuantized } = await import('../quantize/place-quantized.ts');
  const { reportQuantized } = await import('../quantize/report-quantized.ts');

  const dataset = data === undefined ? undefined : await openDataset(data, 'evaluation');
  const original = { name, ...(await findModel(name, models)) };
  const { folder, entry } = original.description;
  const quantized = quantizeModel(await readTfjsModel(`${folder}/${entry}`), to);
  const path = await placeQuantized(quantized, { original, output, models });
  const report = await reportQuantized({ original, path, models, dataset, pixels });
  console.log(json ? JSON.stringify(report.json, undefined, 2) : report.text(styleFor(process.stdout)));
}
