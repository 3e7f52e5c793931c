import { Command } from 'commander';
import { importTfjsNode } from '@pilotlight/native-setup';
import { dataDirectory } from './mnist/data-directory.ts';
import { PIXELS } from './mnist/digit-set.ts';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { formatPercent } from '@pilotlight/statistics/format-percent';
import { fromRoot } from './from-root.ts';
import { refuseToOverwrite, writeDirectory } from './output/output-directory.ts';
import { readMnist } from './mnist/read-mnist.ts';
import { runCommandLine } from './command-line/run-command-line.ts';
import { scalePixels } from './training/scale-pixels.ts';
import { train } from './training/train.ts';
import { createTrainingBar } from './training/training-bar.ts';
import { writeModel } from './output/write-model.ts';

interface Options {
  data?: string;
  output: string;
  epochs: number;
  seed: number;
  force?: true;
}

const program = new Command('npm run train:digits --')
  .description('Trains the digits model on MNIST and writes it as a model that Pilotlight serves.')
  .option('--data <directory>', 'folder with the four gzipped IDX files of MNIST; downloaded by default')
  .option('--output <directory>', 'folder to write', fromRoot('models/digits/1'))
  .option('--epochs <count>', 'number of passes over the training images', wholeNumber('count'), 36)
  .option('--seed <number>', 'seed of all random numbers', wholeNumber('seed'), 2026)
  .option('--force', 'replace the contents of the output folder')
  .action(run);

async function run({ data, output, epochs, seed, force }: Options): Promise<void> {
  if (force === undefined) {
    await refuseToOverwrite(output);
  }
  const tf = await importTfjsNode();
  const directory = await dataDirectory(data);
  const set = await readMnist({ directory, part: 'training' });
  const test = await readMnist({ directory, part: 'test' });

  const start = performance.now();
  const bar = createTrainingBar({ epochs });
  const { model, epoch, validationAccuracy } = await train({ tf, set, seed, epochs, ...bar });
  bar.stop();
  const minutes = (performance.now() - start) / 60_000;
  console.log(
    `Trained in ${minutes.toFixed(1)} minutes. Kept epoch ${epoch}: ` +
      `${formatPercent(validationAccuracy)} of the held-out images correct.`,
  );

  model.setUserDefinedMetadata({ seed, epochs, epoch, validationAccuracy });
  const sample = new Float32Array(PIXELS);
  scalePixels({ source: test.images.subarray(0, PIXELS), target: sample });
  await writeDirectory({
    directory: output,
    fill: (temporary) => writeModel({ model, sample, directory: temporary }),
  });
  console.log(`Wrote ${output}. Now measure it: npm run evaluate:digits -- --version 1 --model-card`);
}

await runCommandLine(program);
