// How long it takes to quantise a model, and how much memory: node quantize.ts MODEL
// MODEL is a TensorFlow.js model of pictures, such as the MobileNetV2 that tools/oracle-fixtures/make_mobilenet.py makes.
// Each way runs in a process of its own, MODEL WAY. The pictures are noise, all of class 0: what counts is the time.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inspectModel } from '@pilotlight/model-formats';
import { parseManifest } from '@pilotlight/model-runtime';
import { peakMiB } from '@pilotlight/model-runtime/peak-memory';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol';
import {
  autoQuantize,
  type Dataset,
  modelBytes,
  PRECISIONS,
  quantizeModel,
  readTfjsModel,
  type TfjsModel,
  writeTfjsModel,
} from '../src/index.ts';

const RUNS = 9;
const AUTO_RUNS = 3;
const EXAMPLES = 200;
const WAYS = [...PRECISIONS, 'auto'] as const;

interface Measured {
  seconds: number;
  /** Of processors, whatever else runs on the machine. */
  cpuSeconds: number;
  /** MiB by which the peak of the process grew. */
  grown: number;
  onDisk: number;
  compressed: number;
}

/** Pictures of noise for a model that takes pictures. The class of each is any: only how often they change counts. */
function noise(shape: readonly number[]): Dataset {
  const [height = 1, width = 1, channels = 1] = shape;
  let state = 20260;
  const byte = () => {
    // A linear congruential generator, for the same pictures each time.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  const pictures = Array.from({ length: EXAMPLES }, () =>
    Uint8Array.from({ length: height * width * channels }, byte),
  );
  return {
    name: 'noise',
    count: EXAMPLES,
    files: [],
    classes: undefined,
    async read(at) {
      const pixels = pictures[at] ?? new Uint8Array();
      return {
        name: `picture ${at}`,
        question: { kind: 'pixels', pixels, shape },
        truth: { kind: 'class', label: 0 },
      };
    },
  };
}

async function measure(path: string, way: (typeof WAYS)[number]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-benchmark-'));
  try {
    const before = (await peakMiB(process.pid)) ?? Number.NaN;
    const cpu = process.cpuUsage();
    const start = performance.now();
    const quantised: TfjsModel =
      way === 'auto' ? await automatic(path, scratch) : quantizeModel(await readTfjsModel(path), way);
    const output = await mkdtemp(join(scratch, 'output-'));
    await writeTfjsModel(quantised, output);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const grown = ((await peakMiB(process.pid)) ?? Number.NaN) - before;
    const { files } = await inspectModel(output);
    const { onDisk, compressed } = await modelBytes(
      output,
      files.map(({ name }) => name),
    );
    console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, grown, onDisk, compressed }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function automatic(path: string, scratch: string): Promise<TfjsModel> {
  const { signatures } = await inspectModel(path);
  const [input] = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  if (!input) throw new TypeError(`${path} has no input`);
  const shape = input[1].shape.slice(1);
  const manifest = parseManifest({
    format: 'tfjs-graph-model',
    engine: 'wasm',
    entry: 'model.json',
    signatures,
    preprocessing: {
      [input[0]]: {
        resize: 'bilinear',
        crop: 'none',
        channels: shape[2] === 1 ? 'gray' : 'rgb',
        mean: 127.5,
        std: 127.5,
      },
    },
    files: {},
    sample: 'zeros',
  });
  const { model } = await autoQuantize({
    model: await readTfjsModel(path),
    manifest,
    dataset: noise(shape),
    most: EXAMPLES,
    maxDrop: 0.002,
    scratch: await mkdtemp(join(scratch, 'calibration-')),
  });
  return model;
}

function mib(bytes = Number.NaN): string {
  return (bytes / 2 ** 20).toFixed(2);
}

const [path, way] = process.argv.slice(2);
const wanted = WAYS.find((each) => each === way);
if (path === undefined) throw new TypeError('usage: node quantize.ts MODEL');
if (wanted) {
  await measure(path, wanted);
} else {
  const runs = new Map(WAYS.map((each): [string, Measured[]] => [each, []]));
  // In turns, so that a machine that is busy for a while is so for all of them.
  for (let run = 0; run < RUNS; run += 1) {
    for (const each of WAYS.filter((name) => name !== 'auto' || run < AUTO_RUNS)) {
      const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, path, each]);
      runs.get(each)?.push(JSON.parse(stdout));
    }
  }
  for (const [each, measured] of runs) {
    const sorted = measured.toSorted((a, b) => a.seconds - b.seconds);
    const [least] = sorted;
    const most = sorted.at(-1);
    const middle = sorted[Math.floor(sorted.length / 2)];
    console.log(
      `${each.padEnd(8)} ${middle?.seconds.toFixed(2)} s (${least?.seconds.toFixed(2)} to ${most?.seconds.toFixed(2)}), ` +
        `${middle?.cpuSeconds.toFixed(2)} s of processors, ${middle?.grown.toFixed(0)} MiB more, writes ${mib(middle?.onDisk)} MiB, ${mib(middle?.compressed)} deflated`,
    );
  }
}
