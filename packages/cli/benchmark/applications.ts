// Converts and adds the networks that come with Keras: its --help says how. With a FILE and an OUTPUT it converts one; it
// runs itself so, for seconds and memory of the process that converts.

import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { formatTable } from '@pilotlight/command-line/format-table';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import { peakMiB } from '@pilotlight/model-runtime/measure';
import { madeEnvironment } from '@pilotlight/optimizer/made-environment';
import { Command } from 'commander';
import { NEW_SPACE_FLAG } from '../src/new-space-flag.ts';

const NAMES = [
  'MobileNet',
  'MobileNetV2',
  'MobileNetV3Small',
  'MobileNetV3Large',
  'NASNetMobile',
  'EfficientNetB0',
  'EfficientNetB3',
  'EfficientNetV2B0',
  'EfficientNetV2S',
  'ConvNeXtTiny',
  'ResNet50',
  'ResNet101',
  'ResNet50V2',
  'ResNet101V2',
  'DenseNet121',
  'DenseNet169',
  'InceptionV3',
  'InceptionResNetV2',
  'Xception',
  'VGG16',
];
const SIDE = 96;
const TIMEOUT_MS = 1_200_000;
const MIB = 2 ** 20;
const EXPORT = join(import.meta.dirname, '../../../tools/oracle-fixtures/make_applications.py');
const PILOTLIGHT = join(import.meta.dirname, '../bin/pilotlight.js');

const run = promisify(execFile);

async function signaturesIn(folder: string): Promise<string[]> {
  return Object.keys((await inspectModel(folder)).signatures);
}

/** Converts a network, and prints the time and memory that took. */
async function convertOne(path: string, output: string): Promise<void> {
  // As the command does: on Node.js's command line, the same flag makes that space as large as it can be.
  setFlagsFromString(NEW_SPACE_FLAG);
  const { convertKerasModel, convertModel } = await import('@pilotlight/converter');
  const python = await madeEnvironment();
  const base = await peakMiB(process.pid);
  const start = performance.now();
  await mkdir(output);
  const { compared } = isKerasPath(path)
    ? await convertKerasModel({ file: path, output, python })
    : await convertModel({ folder: path, signatures: await signaturesIn(path), output, python });
  const seconds = (performance.now() - start) / 1000;
  console.log(
    JSON.stringify({
      distance: 'distance' in compared ? compared.distance : null,
      seconds,
      base,
      peak: await peakMiB(process.pid),
    }),
  );
}

interface Wanted {
  form: string;
  isCalibrated: boolean;
  isAdded: boolean;
}

/** Exports, converts and adds a network, and returns its row of the table. */
async function rowOf(
  name: string,
  { form, isCalibrated, isAdded }: Wanted,
  python: string,
  scratch: string,
): Promise<string[]> {
  const folder = join(scratch, name);
  const how = isCalibrated ? ['--calibrated'] : [];
  const made = await run(python, ['-B', EXPORT, name, String(SIDE), folder, ...how], { timeout: TIMEOUT_MS });
  const weights = Number(made.stdout.trim().split('\n').at(-1)) / MIB;
  const output = join(folder, 'converted');
  const begun = [name, weights.toFixed(1)];
  try {
    const convert = [import.meta.filename, join(folder, form), output];
    const { stdout } = await run(process.execPath, convert, { timeout: TIMEOUT_MS });
    const { distance, seconds, base, peak } = JSON.parse(stdout);
    const converted = [
      ...begun,
      distance?.toExponential(1) ?? 'not compared',
      seconds.toFixed(1),
      `${peak.toFixed(0)}`,
      ((peak - base) / weights).toFixed(1),
    ];
    if (!isAdded) return converted;
    const models = ['--models', join(folder, 'models'), '--name', 'added'];
    const added = await run(
      process.execPath,
      [PILOTLIGHT, 'add', output, '--json', '--no-compare', ...models],
      { timeout: TIMEOUT_MS },
    );
    const { whyNoSnapshot = 'yes' } = JSON.parse(added.stdout);
    return [...converted, whyNoSnapshot];
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return [...begun, `no: ${/\w*Error: .*|pilotlight: .*/.exec(said)?.[0] ?? said.slice(0, 200)}`];
  }
}

async function main(): Promise<void> {
  const program = new Command('npm run bench:applications --')
    .description(
      'Python exports each network with random weights, for pictures of 96 x 96 pixels. Each is converted and compared with ' +
        'the original as `pilotlight convert --to tfjs` does, and then added, to see if it gets a snapshot. Seconds and peak are ' +
        'those of the process that converts; the column after the peak is its growth while it converts, per byte of weights. ' +
        'Needs `npm run python:setup`; compares on native TensorFlow if that is installed (`npm run native:setup`).',
    )
    .argument('[names...]', `networks of keras.applications; defaults to ${NAMES.length} of them`)
    .option('--keras', 'export Keras files instead of SavedModels', false)
    .option(
      '--calibrated',
      'take bytes, and normalize with the means and variances of random pictures',
      false,
    )
    .option('--no-add', 'do not add them')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run bench:applications
  $ npm run bench:applications -- --no-add EfficientNetB0 NASNetMobile`,
    )
    .parse();
  const values = program.opts<{ keras: boolean; calibrated: boolean; add: boolean }>();
  const positionals = program.args;
  const [path, output] = positionals;
  if (path !== undefined && output !== undefined && path.includes('/')) return convertOne(path, output);
  const python = await madeEnvironment();
  if (python === undefined) throw new Error('there is no Python to export with: npm run python:setup');
  const wanted = {
    form: values.keras ? 'model.keras' : 'saved_model',
    isCalibrated: values.calibrated,
    isAdded: values.add,
  };
  const rows = [['model', 'MiB', 'distance', 'seconds', 'peak MiB', 'times the weights', 'snapshot']];
  for (const name of positionals.length > 0 ? positionals : NAMES) {
    const row = await withTemporaryFolder('applications', (scratch) =>
      rowOf(name, wanted, python, scratch),
    ).catch((error: unknown) => [name, '', String(error).slice(0, 300)]);
    console.error(row.join('  '));
    rows.push(row);
  }
  console.log(formatTable(rows));
}

await main();
