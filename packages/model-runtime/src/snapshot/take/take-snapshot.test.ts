import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import {
  createModelsDirectory,
  DENSE_GRAPH,
  type TestModel,
  TWO_BY_TWO_LAYERS,
} from '../../testing/models.ts';
import { findWeights } from '../../engines/litert/find-weights.ts';
import type { CallRecord } from '../../call-record.ts';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import {
  type Call,
  decodeAll,
  deviation,
  FIXTURES,
  readJson,
  signatureOf,
} from '../../engines/litert/testing/fixtures.ts';
import { createModelRuntime } from '../../model-runtime.ts';
import { digestOfFile } from '../../store/digest.ts';
import { readManifest } from '../../store/model-directory.ts';
import { writeManifest } from '../../store/write-manifest.ts';
import type { SnapshotPlan } from '../snapshot-plan.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { FLOAT, model, node, withIntegers, withScalars } from './testing/graphs.ts';
import { ask, row, snapshotBeside } from './testing/snapshot-beside.ts';
import { writeSnapshot } from './write-snapshot.ts';

const x = (...data: number[]): NamedTensors => ({
  x: row(...data),
});

it('answers as the engine does, bit for bit, run after run', async () => {
  await using beside = await snapshotBeside(DENSE_GRAPH);
  expect(beside.snapshot.hasSnapshot).toBe(true);
  const random = xoroshiro128plus(7);
  const draw = () => (uniformFloat64(random) - 0.5) * 10 ** (8 * uniformFloat64(random) - 3);
  for (let run = 0; run < 200; run++) {
    const inputs = x(draw(), draw());
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

/** Copies a model, and writes the digests of its files as they are now. */
async function copyModel(folder: string, into: string, changes: Record<string, unknown> = {}) {
  const path = join(into, 'm/1');
  await cp(folder, path, { recursive: true, filter: (file) => basename(file) !== 'snapshot' });
  const files = (await readdir(path)).filter(
    (file) => /\.(?:bin|json|tflite)$/.test(file) && file !== 'manifest.json',
  );
  const given = await readFile(join(path, 'manifest.json'), 'utf8').catch(() => '{}');
  const digests = files.map(async (file) => [file, await digestOfFile(join(path, file))] as const);
  const manifest = {
    ...JSON.parse(given),
    files: Object.fromEntries(await Promise.all(digests)),
    ...changes,
  };
  await writeFile(join(path, 'manifest.json'), JSON.stringify(manifest));
  return { model: 'm', version: 1, path };
}

const IMAGE = { dtype: 'float32', shape: [1, 8, 8, 3] };
const FLOAT_TFLITE = {
  format: 'tflite',
  engine: 'litert',
  entry: 'float.tflite',
  signatures: {
    serving_default: {
      inputs: { image: IMAGE },
      outputs: { features: { dtype: 'float32', shape: [1, 32] } },
    },
  },
  sample: 'zeros',
};

it.each([
  ['wasm', 'models/digits/1', 'weights.bin', {}, 32],
  ['litert', 'packages/model-runtime/fixtures/depthwise', 'float.tflite', FLOAT_TFLITE, 64],
] as const)(
  'holds no weights that %s has packed, and no more memory than the model needs',
  async (_, folder, file, manifest, mostPages) => {
    await using models = await createModelsDirectory();
    const source = join(import.meta.dirname, '../../../../..', folder);
    const directory = await copyModel(source, models.path, manifest);
    expect(await takeSnapshot(directory)).toMatchObject({ hasSnapshot: true });
    const weights = await readFile(join(source, file));
    const memory = await readFile(join(directory.path, 'snapshot/memory.bin'));
    // Weights of a convolution: XNNPACK has packed them in another order.
    const [at = 40_000, length = 4096] =
      file === 'float.tflite'
        ? ((findWeights(weights) ?? []).toSorted(([, one], [, other]) => other - one)[0] ?? [])
        : [];
    const piece = weights.subarray(at, at + length);
    expect(piece.length).toBeGreaterThan(1000);
    expect(memory.includes(piece)).toBe(false);
    const plan: SnapshotPlan = JSON.parse(await readFile(join(directory.path, 'snapshot/plan.json'), 'utf8'));
    expect(plan.memory.pages).toBeLessThanOrEqual(mostPages);
  },
);

it('tells apart inputs that are equal in the sample', async () => {
  await using beside = await snapshotBeside(TWO_BY_TWO_LAYERS);
  expect(beside.snapshot).toMatchObject({ hasSnapshot: true });
  const { outputs } = await ask(beside.runtime, { a: row(1, 2), b: row(10, 20) });
  expect(outputs).toEqual({ sum: row(11, 22), scaled: row(88) });
});

const LIMITS = { low: -1000, high: 1000 };

// Each does something special only with large numbers, and gets none while the snapshot is taken.
it.each<[string, TestModel]>([
  [
    'bounds an input',
    model([node('y', 'Relu', ['far']), node('far', 'Add', ['x', 'offset'])], { offset: 1000 }, { y: [1, 4] }),
  ],
  ['bounds an input to itself', model([node('y', 'Minimum', ['x', 'high'])], LIMITS, { y: [1, 4] })],
  [
    'returns an input, and the same bounded',
    model(
      [
        node('bounded', 'Minimum', ['x', 'high']),
        node('y', 'Identity', ['x']),
        node('z', 'Identity', ['bounded']),
      ],
      LIMITS,
      { y: [1, 4], z: [1, 4] },
    ),
  ],
  [
    'computes with copies of an input, and of the same bounded',
    model(
      [
        node('bounded', 'Minimum', ['x', 'high']),
        node('copy', 'Identity', ['bounded']),
        node('other', 'Identity', ['x']),
        node('y', 'Sub', ['copy', 'other']),
      ],
      LIMITS,
      { y: [1, 4] },
    ),
  ],
  [
    'adds a number of no dimensions, and subtracts another',
    withScalars(
      [
        node('sum', 'AddV2', ['x', 'one']),
        node('turned', 'Sub', ['two', 'sum']),
        node('y', 'Mul', ['turned', 'one']),
      ],
      { one: 1.5, two: 2 },
    ),
  ],
  [
    'bounds an input on one side only',
    withScalars([node('y', 'ClipByValue', ['x', 'low', 'high'])], { low: -1000, high: Infinity }),
  ],
  [
    'splits a bounded input into rows and into parts of several sizes',
    withIntegers(
      model(
        [
          node('bounded', 'Minimum', ['x', 'high']),
          node('wide', 'Reshape', ['bounded', 'square']),
          node('rows', 'Unpack', ['wide'], { ...FLOAT, num: { i: '2' }, axis: { i: '0' } }),
          node('sizes', 'SplitV', ['bounded', 'parts', 'axis'], { ...FLOAT, num_split: { i: '3' } }),
          node('joined', 'ConcatV2', ['sizes:2', 'sizes', 'sizes:1', 'axis'], { ...FLOAT, N: { i: '3' } }),
          node('packed', 'Pack', ['rows:1', 'rows'], { ...FLOAT, N: { i: '2' }, axis: { i: '0' } }),
          node('flat', 'Reshape', ['packed', 'row']),
          node('y', 'Sub', ['joined', 'flat']),
        ],
        LIMITS,
        { y: [1, 4] },
      ),
      { square: [2, 2], row: [1, 4], parts: [1, 2, -1], axis: [1] },
    ),
  ],
  [
    'joins rows of a bounded input and of an input side by side, and stacks the results',
    withIntegers(
      model(
        [
          node('a', 'Reshape', ['x', 'square']),
          node('bounded', 'Minimum', ['x', 'high']),
          node('b', 'Reshape', ['bounded', 'square']),
          node('wide', 'ConcatV2', ['a', 'b', 'axis'], { ...FLOAT, N: { i: '2' } }),
          node('other', 'Neg', ['wide']),
          node('packed', 'Pack', ['wide', 'other'], { ...FLOAT, N: { i: '2' }, axis: { i: '1' } }),
          node('y', 'Neg', ['packed']),
        ],
        LIMITS,
        { y: [2, 2, 4] },
      ),
      { square: [2, 2], axis: [1] },
    ),
  ],
])('answers requests that it did not get before: it %s', async (_, written) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  for (const inputs of [x(1, 2, 3, 4), x(5000, -5000, 1, 0), x(-1e9, 1e9, 1e30, 999)]) {
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

/**
 * Makes a model in which `square` is `x` as a matrix, `turned` weights as one, `pair` the larger of each row, and
 * `column` `pair` as a column.
 */
function ofMatrices(nodes: unknown[], shape: number[]): TestModel {
  return withIntegers(
    model(
      [
        ...nodes,
        node('square', 'Reshape', ['x', 'twoByTwo']),
        node('turned', 'Reshape', ['weights', 'twoByTwo']),
        node('column', 'Reshape', ['pair', 'twoByOne']),
        node('pair', 'Max', ['square', 'last'], { T: FLOAT.T, keep_dims: { b: false } }),
      ],
      { weights: 3 },
      { y: shape },
    ),
    { twoByTwo: [2, 2], twoByOne: [2, 1], last: [1] },
  );
}

// If a kernel of TensorFlow.js gives other answers than TensorFlow, other kernels of its module replace it.
it.each<[string, TestModel]>([
  ['the larger', model([node('y', 'Maximum', ['limit', 'x'])], { limit: 0 }, { y: [1, 4] })],
  ['the smaller', model([node('y', 'Minimum', ['limit', 'x'])], { limit: 0 }, { y: [1, 4] })],
  ['signs', model([node('y', 'Sign', ['x'])], {}, { y: [1, 4] })],
  ['slopes that are shared by a row', ofMatrices([node('y', 'Prelu', ['square', 'column'])], [2, 2])],
  [
    'a product with turned weights, and a sum',
    ofMatrices(
      [
        node('y', '_FusedMatMul', ['square', 'turned', 'pair'], {
          T: FLOAT.T,
          transpose_b: { b: true },
          num_args: { i: '1' },
          fused_ops: { list: { s: ['Qmlhc0FkZA==', 'UmVsdQ=='] } },
        }),
      ],
      [2, 2],
    ),
  ],
])('answers as the engine does if a kernel is corrected: %s', async (_, written) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  for (const inputs of [x(1, -2, 3, -4), x(5, -0, 1e-9, -1e-30), x(-1, 1e9, -1e9, 0)]) {
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

const OVER = [node('over', 'Sub', ['x', 'limit']), node('far', 'Relu', ['over'])];

it.each<[string, TestModel, string]>([
  [
    'chooses between weights by a number that it computes',
    model(
      [
        ...OVER,
        node('chosen', 'Switch', ['limit', 'far']),
        node('minus', 'Neg', ['chosen:1']),
        node('y', 'Merge', ['chosen', 'minus'], { ...FLOAT, N: { i: '2' } }),
      ],
      { limit: 1000 },
      { y: [1, 4] },
    ),
    'what it runs depends on computed values',
  ],
  [
    'chooses what to do by a number that it computes',
    model(
      [
        ...OVER,
        node('chosen', 'Switch', ['x', 'far']),
        node('minus', 'Neg', ['chosen:1']),
        node('y', 'Merge', ['chosen', 'minus'], { ...FLOAT, N: { i: '2' } }),
      ],
      { limit: 1000 },
      { y: [1, 4] },
    ),
    'what it runs depends on computed values',
  ],
  [
    'takes the remainder of a division, which is computed in JavaScript',
    model([node('y', 'FloorMod', ['x', 'limit'])], { limit: 1000 }, { y: [1, 4] }),
    'TensorFlow.js runs part of it in JavaScript: Mod',
  ],
  ['cannot be loaded', { ...DENSE_GRAPH, json: {} }, ''],
])('takes no snapshot of a model that %s, and leaves nothing behind', async (_, written, why) => {
  await using models = await createModelsDirectory();
  const { path, snapshot } = await writeSnapshot(models.path, 'm', written);
  expect(snapshot).toEqual({ hasSnapshot: false, why: expect.stringContaining(why) });
  expect(await readdir(path)).toEqual(['manifest.json', 'model.json', 'weights.bin']);
});

it('takes no snapshot of a model that runs on an engine outside WebAssembly', async () => {
  await using models = await createModelsDirectory();
  const { snapshot } = await writeSnapshot(models.path, 'm', DENSE_GRAPH, { engine: 'tfjs-node' });
  expect(snapshot).toEqual({ hasSnapshot: false, why: 'its engine tfjs-node does not run in WebAssembly' });
});

// Made by tools/oracle-fixtures/make_lookup.py.
it('accepts whole numbers and truth values on litert, and leaves numbers that are no valid index to the engine', async () => {
  const calls = (await readJson<Record<string, Call[]>>('tflite/lookup/expected.json'))['lookup'] ?? [];
  const [call] = calls;
  if (!call) throw new TypeError('it has answers');
  await using models = await createModelsDirectory();
  const directory = await copyModel(join(FIXTURES, 'tflite/lookup'), models.path, {
    format: 'tflite',
    engine: 'litert',
    entry: 'lookup.tflite',
    signatures: { serving_default: signatureOf(call, 1) },
    sample: 'zeros',
  });
  const taken = await takeSnapshot(directory);
  if (!taken.hasSnapshot) throw new TypeError(taken.why);
  const manifest = await readManifest(directory);
  await writeManifest(directory.path, { ...manifest, files: { ...manifest.files, ...taken.files } });

  const runtime = createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  for (const { inputs, outputs } of calls) {
    const record: CallRecord = {};
    const asked = decodeAll(inputs);
    expect(deviation((await ask(runtime, asked, record)).outputs, outputs)).toBeLessThan(1e-5);
    expect(record.snapshot).toBe(true);
    const ids = { dtype: 'int32', shape: [1, 3], data: Int32Array.of(1, 1_000_000, 2) } as const;
    await expect(ask(runtime, { ...asked, ids })).rejects.toThrow('it failed while running');
  }
});
