// Measures the time and the memory to quantize a model: node quantize.ts MODEL
// MODEL is a TensorFlow.js model of pictures, such as the MobileNetV2 that tools/oracle-fixtures/make_mobilenet.py
// makes. Each way runs in a process of its own, MODEL WAY. The pictures are noise, and the class of each is the answer
// of MODEL. `asked` quantizes nothing: it runs MODEL once on each picture, one at a time, on the engine that auto
// measures with. Its time is the lower bound for all ways that run MODEL there. `searched` is auto with a model that
// loses by bytes: the target of each picture is the answer of MODEL to the first one, so hardly any weight may change,
// and auto has to search twice.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inspectModel } from '@pilotlight/model-formats';
import { type Manifest, parseManifest } from '@pilotlight/model-runtime/store';
import { peakMiB } from '@pilotlight/model-runtime/measure';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import { summarize } from '@pilotlight/statistics/summary';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import {
  autoQuantize,
  type Dataset,
  modelBytes,
  quantizeModel,
  readTfjsModel,
  type TfjsModel,
  writeTfjsModel,
} from '../src/index.ts';
import { PRECISIONS } from '../src/choices.ts';
import { prepareCalibration } from '../src/auto/calibration.ts';
import { createTfjsRunner } from '../src/auto/tfjs-runner.ts';
import type { Truth } from '../src/data/dataset.ts';

const RUNS = 9;
const LONG_RUNS = 3;
const EXAMPLES = 200;
/** Allowed relative growth of the mean error for `searched`: bytes exceed it many times over, two bytes slightly. */
const MAX_DROP = { auto: 0.002, searched: 2 } as const;
const WAYS = ['asked', ...PRECISIONS, 'auto', 'searched'] as const;
/** Ways with runs of many seconds. */
const LONG: ReadonlySet<string> = new Set(['asked', 'auto', 'searched']);

interface Measured {
  seconds: number;
  /** Processor time, which does not depend on other work of the machine. */
  cpuSeconds: number;
  /** MiB by which the peak of the process grew. */
  grown: number;
  /** MiB of `grown` that are the engine's own memory, which never shrinks. */
  engine: number;
  /** Undefined for `asked`, which writes nothing. */
  onDisk?: number;
  compressed?: number;
}

/** Makes pictures of noise for a model that takes pictures, each when it is read, as from a file. */
function noise(shape: readonly number[], truthOf: (at: number) => Truth): Dataset {
  const pixels = new Uint8Array(shape.reduce((product, side) => product * side, 1));
  return {
    name: 'noise',
    count: EXAMPLES,
    files: [],
    classes: undefined,
    async read(at) {
      // A linear congruential generator, for the same pictures each time.
      let state = 20260 + at;
      for (let place = 0; place < pixels.length; place += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        pixels[place] = state >>> 24;
      }
      return {
        name: `picture ${at}`,
        question: { kind: 'pixels', pixels, shape },
        truth: truthOf(at),
      };
    },
  };
}

/** Inputs of a way: the model and its manifest, the classes of the pictures, and an empty folder. */
interface Given {
  path: string;
  manifest: Manifest;
  dataset: Dataset;
  scratch: string;
}

/** Answers of MODEL: the class of each picture, and the scores of the first one. */
interface Answered {
  classes: number[];
  scores: number[];
}

async function measure(path: string, way: (typeof WAYS)[number], answersFile: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-benchmark-'));
  try {
    const given = await prepare(path, way, scratch, answersFile);
    const before = (await peakMiB(process.pid)) ?? Number.NaN;
    const cpu = process.cpuUsage();
    const start = performance.now();
    const output = await run(way, given, answersFile);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const grown = ((await peakMiB(process.pid)) ?? Number.NaN) - before;
    const written = output === undefined ? {} : await bytesOf(output);
    console.log(
      JSON.stringify({
        seconds,
        cpuSeconds: (user + system) / 1e6,
        grown,
        engine: engineMiB(),
        ...written,
      }),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function prepare(
  path: string,
  way: (typeof WAYS)[number],
  scratch: string,
  answersFile: string,
): Promise<Given> {
  const { signatures, format } = await inspectModel(path);
  const [input] = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  if (!input) throw new TypeError(`${path} has no input`);
  const shape = input[1].shape.slice(1);
  const channels = shape[2] === 1 ? 'gray' : 'rgb';
  const manifest = parseManifest({
    format,
    engine: 'wasm',
    entry: 'model.json',
    signatures,
    preprocessing: { [input[0]]: { resize: 'bilinear', crop: 'none', channels, mean: 127.5, std: 127.5 } },
    files: {},
    sample: 'zeros',
  });
  const empty = '{ "classes": [], "scores": [] }';
  const { classes, scores }: Answered = JSON.parse(await readFile(answersFile, 'utf8').catch(() => empty));
  const truthOf = (at: number): Truth =>
    way === 'searched' ? { kind: 'values', values: scores } : { kind: 'class', label: classes[at] ?? 0 };
  return { path, manifest, dataset: noise(shape, truthOf), scratch };
}

/** @returns the folder that it wrote to. */
async function run(
  way: (typeof WAYS)[number],
  given: Given,
  answersFile: string,
): Promise<string | undefined> {
  if (way === 'asked') {
    await writeFile(answersFile, JSON.stringify(await ask(given)));
    return undefined;
  }
  const quantized =
    way === 'auto' || way === 'searched'
      ? await automatic(given, MAX_DROP[way])
      : quantizeModel(await readTfjsModel(given.path), way);
  const output = await mkdtemp(join(given.scratch, 'output-'));
  await writeTfjsModel(quantized, output);
  return output;
}

async function ask({ path, manifest, dataset, scratch }: Given): Promise<Answered> {
  const examples = Array.from({ length: EXAMPLES }, (_, at) => at);
  await using calibration = await prepareCalibration({ manifest, dataset, examples, scratch });
  using runner = await createTfjsRunner(await readTfjsModel(path));
  const classes: number[] = [];
  let first: number[] = [];
  for (const at of examples) {
    const scores = await runner.run(await calibration.inputs(at));
    classes.push(scores.indexOf(Math.max(...scores)));
    if (at === 0) first = [...scores];
  }
  return { classes, scores: first };
}

async function automatic({ path, manifest, dataset, scratch }: Given, maxDrop: number): Promise<TfjsModel> {
  const { model, storage, isEqualized } = await autoQuantize({
    model: await readTfjsModel(path),
    manifest,
    dataset,
    maxExamples: EXAMPLES,
    maxDrop,
    scratch: await mkdtemp(join(scratch, 'calibration-')),
  });
  const stored = Object.entries(Object.groupBy([...storage.values()], (each) => each));
  console.error(
    `auto: ${stored.map(([each, all]) => `${all?.length} as ${each}`).join(', ')}${isEqualized ? ', equalized' : ''}`,
  );
  return model;
}

async function bytesOf(folder: string) {
  const { files } = await inspectModel(folder);
  return modelBytes(
    folder,
    files.map(({ name }) => name),
  );
}

const engineSchema = v.object({ wasm: v.object({ HEAPU8: v.instance(Uint8Array) }) });

function engineMiB(): number {
  const backend = tf.findBackend('wasm');
  return backend === null ? 0 : v.parse(engineSchema, backend).wasm.HEAPU8.length / 2 ** 20;
}

function mib(bytes = Number.NaN): string {
  return (bytes / 2 ** 20).toFixed(2);
}

const [path, way, answersFile = ''] = process.argv.slice(2);
const wanted = WAYS.find((each) => each === way);
if (path === undefined || path === '--help') {
  console.log(
    'Usage: npm run bench:quantize -- MODEL\n\nExample:\n  $ npm run bench:quantize -- models/digits/1/model.json',
  );
  process.exit(path === undefined ? 2 : 0);
}
if (wanted) {
  await measure(path, wanted, answersFile);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-benchmark-'));
  const runs = new Map(WAYS.map((each): [string, Measured[]] => [each, []]));
  try {
    // In turns, so that other work of the machine affects all of them.
    for (let turn = 0; turn < RUNS; turn += 1) {
      for (const each of WAYS.filter((name) => !LONG.has(name) || turn < LONG_RUNS)) {
        const args = [import.meta.filename, path, each, join(folder, 'answers.json')];
        const { stdout } = await promisify(execFile)(process.execPath, args);
        runs.get(each)?.push(JSON.parse(stdout));
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const [each, measured] of runs) {
    const sorted = measured.toSorted((a, b) => a.seconds - b.seconds);
    const [least] = sorted;
    const most = sorted.at(-1);
    const middle = sorted[Math.floor(sorted.length / 2)];
    const grown = summarize(measured.map((one) => one.grown));
    const written =
      middle?.onDisk === undefined
        ? ''
        : `, writes ${mib(middle.onDisk)} MiB, ${mib(middle.compressed)} deflated`;
    console.log(
      `${each.padEnd(8)} ${middle?.seconds.toFixed(2)} s (${least?.seconds.toFixed(2)} to ${most?.seconds.toFixed(2)}), ` +
        `${middle?.cpuSeconds.toFixed(2)} s of processors, ${grown.median.toFixed(0)} MiB more ` +
        `(${grown.min.toFixed(0)} to ${grown.max.toFixed(0)}), ${middle?.engine.toFixed(0)} of them the engine's${written}`,
    );
  }
}
