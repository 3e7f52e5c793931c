import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { createBar } from '@pilotlight/command-line/progress-bar';
import { wholeNumber } from '@pilotlight/command-line/whole-number';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { classify } from './evaluation/classify.ts';
import { confusionMatrixSvg } from './evaluation/confusion-matrix-svg.ts';
import { CLASSES } from './mnist/digit-set.ts';
import { dataDirectory } from './mnist/data-directory.ts';
import { tally } from '@pilotlight/optimizer/tally';
import { formatEvaluation } from './evaluation/format-evaluation.ts';
import { fromRoot } from './from-root.ts';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { modelCard } from './evaluation/model-card.ts';
import { readMnist } from './mnist/read-mnist.ts';
import { runCommandLine } from './command-line/run-command-line.ts';
import { readTrainingRecord } from './output/training-record.ts';

interface Options {
  data?: string;
  version: number;
  json?: true;
  modelCard?: true;
}

/** The version that `npm run train:digits` writes. */
const TRAINED_VERSION = 1;

const program = new Command('npm run evaluate:digits --')
  .description(
    'Runs the 10,000 test images of MNIST through the shipped runtime and prints how many it classifies correctly.',
  )
  .option('--data <directory>', 'folder with the four gzipped IDX files of MNIST; downloaded by default')
  .option('--version <number>', 'the version of the digits model', wholeNumber('version'), 2)
  .option('--json', 'print the figures as JSON')
  .option(
    '--model-card',
    'write the confusion matrix as a picture, and for version 1, which is trained here, its model card and manifest',
  )
  .action(run);

async function run({ data, version, json, modelCard: writesCard }: Options): Promise<void> {
  const modelsDirectory = fromRoot('models');
  const directory = join(modelsDirectory, 'digits', String(version));
  const set = await readMnist({ directory: await dataDirectory(data), part: 'test' });

  const runtime = createModelRuntime({ modelsDirectory, assetPath: installedAsset });
  const bar = createBar('[{bar}] {value} of {total} images');
  bar.start(set.count, 0);
  const predictions = await classify({ runtime, version, set, onProgress: (done) => bar.update(done) });
  bar.stop();

  const evaluation = tally({ classes: CLASSES, labels: set.labels, predictions });
  console.log(json ? JSON.stringify(evaluation) : formatEvaluation(evaluation));
  if (!writesCard) return;
  await writeFile(join(directory, 'confusion-matrix.svg'), `${confusionMatrixSvg(evaluation)}\n`);
  if (version !== TRAINED_VERSION) return;
  const record = await readTrainingRecord(join(directory, 'model.json'));
  await snapshotAndMeasure({ model: 'digits', version, path: directory });
  await writeFile(join(directory, 'README.md'), modelCard({ evaluation, record }));
}

await runCommandLine(program);
