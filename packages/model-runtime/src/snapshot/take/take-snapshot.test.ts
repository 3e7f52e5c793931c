import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { encodeBinaryTensor, parseRequest } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, it } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { createModelRuntime, type ModelRuntime } from '../../model-runtime.ts';
import {
  constant,
  createModelsDirectory,
  DENSE_GRAPH,
  float,
  graph,
  type TestModel,
  TWO_BY_TWO_LAYERS,
  WHERE_GRAPH,
} from '../../testing/models.ts';
import { findWeights } from '../../engines/litert/find-weights.ts';
import { digestOfFile } from '../../store/digest.ts';
import type { SnapshotPlan } from '../snapshot-plan.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { writeSnapshot } from './write-snapshot.ts';

const FLOAT = { T: { type: 'DT_FLOAT' } };
const node = (name: string, op: string, input: string[], attr: Record<string, unknown> = FLOAT) => ({
  name,
  op,
  input,
  attr,
});
const X = { name: 'x', op: 'Placeholder', attr: float(1, 4) };

/** A graph of one input `x` of four floats, and constants of four floats, each the same value throughout. */
function model(
  nodes: unknown[],
  constants: Record<string, number>,
  outputs: Record<string, number[]>,
): TestModel {
  const names = Object.keys(constants);
  return {
    format: 'tfjs-graph-model',
    json: {
      ...graph(
        [X, ...names.map((name) => constant(name, 1, 4)), ...nodes],
        names.map((name) => ({ name, shape: [1, 4], dtype: 'float32' })),
      ),
      signature: {
        inputs: { x: { name: 'x:0' } },
        outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, { name: `${name}:0` }])),
      },
    },
    weights: Float32Array.from(Object.values(constants).flatMap((value) => [value, value, value, value])),
    signature: {
      inputs: { x: { dtype: 'float32', shape: [1, 4] } },
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, shape]) => [name, { dtype: 'float32', shape }]),
      ),
    },
    sample: { x: [[0.25, -0.5, 0.75, 1]] },
  };
}

const ints = (name: string, ...values: number[]) => ({
  name,
  op: 'Const',
  attr: {
    dtype: { type: 'DT_INT32' },
    value: { tensor: { dtype: 'DT_INT32', tensorShape: { dim: [{ size: String(values.length) }] } } },
  },
});

/** A graph like those of `model`, of constants of no dimensions. */
function withScalars(nodes: unknown[], scalars: Record<string, number>): TestModel {
  const base = model(nodes, {}, { y: [1, 4] });
  const json = JSON.parse(JSON.stringify(base.json));
  const names = Object.keys(scalars);
  json.modelTopology.node.unshift(...names.map((name) => constant(name)));
  json.weightsManifest[0].weights.push(...names.map((name) => ({ name, shape: [], dtype: 'float32' })));
  return { ...base, json, weights: Float32Array.from(Object.values(scalars)) };
}

/** With constants of integers, whose bytes stand among those of the floats. */
function withIntegers(base: TestModel, integers: Record<string, number[]>): TestModel {
  const json = JSON.parse(JSON.stringify(base.json));
  json.modelTopology.node.unshift(...Object.entries(integers).map(([name, values]) => ints(name, ...values)));
  json.weightsManifest[0].weights.push(
    ...Object.entries(integers).map(([name, values]) => ({ name, shape: [values.length], dtype: 'int32' })),
  );
  const bytes = Int32Array.from(Object.values(integers).flat());
  return { ...base, json, weights: Float32Array.of(...base.weights, ...new Float32Array(bytes.buffer)) };
}

function ask(runtime: ModelRuntime, inputs: NamedTensors): Promise<{ outputs: NamedTensors }> {
  const request = parseRequest({
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, encodeBinaryTensor(tensor)]),
    ),
  });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  return runtime.predict(request);
}

/** A model in two runtimes: one runs its snapshot and has nothing else left to run, the other runs it on its engine. */
async function snapshotBeside(written: TestModel) {
  const models = await createModelsDirectory();
  const { path, snapshot } = await writeSnapshot(models.path, 'm', written);
  const create = () => createModelRuntime({ modelsDirectory: models.path, assetPath: installedAsset });
  const ordinary = create();
  await ordinary.startEngine({ model: 'm', version: undefined });
  for (const file of ['model.json', 'weights.bin']) await rm(join(path, file));
  return {
    snapshot,
    ordinary,
    runtime: create(),
    [Symbol.asyncDispose]: () => models[Symbol.asyncDispose](),
  };
}

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

const row = (...data: number[]) =>
  ({ dtype: 'float32', shape: [1, data.length], data: Float32Array.from(data) }) as const;

/** A copy of a model in which all is digested as it is. */
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
    // Those of a convolution: XNNPACK has packed them in another order.
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

it('tells inputs apart that are the same in the sample', async () => {
  await using beside = await snapshotBeside(TWO_BY_TWO_LAYERS);
  expect(beside.snapshot).toMatchObject({ hasSnapshot: true });
  const { outputs } = await ask(beside.runtime, { a: row(1, 2), b: row(10, 20) });
  expect(outputs).toEqual({ sum: row(11, 22), scaled: row(88) });
});

const LIMITS = { low: -1000, high: 1000 };

// Each does something with large numbers only, none of which it is asked while the snapshot is taken.
it.each<[string, TestModel]>([
  [
    'bounds an input',
    model([node('y', 'Relu', ['far']), node('far', 'Add', ['x', 'offset'])], { offset: 1000 }, { y: [1, 4] }),
  ],
  ['bounds an input to itself', model([node('y', 'Minimum', ['x', 'high'])], LIMITS, { y: [1, 4] })],
  [
    'gives an input, and the same bounded',
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
    'adds a number of no dimensions, and takes away another',
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
    'takes what is bounded apart, into rows and into parts of several sizes',
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
    'puts rows of what is bounded and of an input beside each other, and those on top of each other',
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
])('answers also what it was not asked before: it %s', async (_, written) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  for (const inputs of [x(1, 2, 3, 4), x(5000, -5000, 1, 0), x(-1e9, 1e9, 1e30, 999)]) {
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

/** A model of which `square` is `x` as a matrix, `turned` weights as one, `pair` the larger of each row, and `column` these, upright. */
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

// Where a kernel of TensorFlow.js answers otherwise than TensorFlow, others of its module stand in for it.
it.each<[string, TestModel]>([
  ['the larger', model([node('y', 'Maximum', ['limit', 'x'])], { limit: 0 }, { y: [1, 4] })],
  ['the smaller', model([node('y', 'Minimum', ['limit', 'x'])], { limit: 0 }, { y: [1, 4] })],
  ['signs', model([node('y', 'Sign', ['x'])], {}, { y: [1, 4] })],
  ['slopes that are shared by a row', ofMatrices([node('y', 'Prelu', ['square', 'column'])], [2, 2])],
  [
    'a product with what is turned, and a sum',
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
])('answers as the engine where a kernel is corrected: %s', async (_, written) => {
  await using beside = await snapshotBeside(written);
  expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
  for (const inputs of [x(1, -2, 3, -4), x(5, -0, 1e-9, -1e-30), x(-1, 1e9, -1e9, 0)]) {
    expect((await ask(beside.runtime, inputs)).outputs).toEqual((await ask(beside.ordinary, inputs)).outputs);
  }
});

const OVER = [node('over', 'Sub', ['x', 'limit']), node('far', 'Relu', ['over'])];

it.each<[string, TestModel, string]>([
  [
    'takes columns, which is done in JavaScript, of what is empty but for large numbers',
    withIntegers(
      model(
        [
          ...OVER,
          node('y', 'Slice', ['wide', 'begin', 'size'], { T: FLOAT.T, Index: { type: 'DT_INT32' } }),
          node('wide', 'Reshape', ['far', 'square']),
        ],
        { limit: 1000 },
        { y: [2, 1] },
      ),
      { begin: [0, 1], size: [2, 1], square: [2, 2] },
    ),
    'rearranges elements in JavaScript',
  ],
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
    'what is run depends on what it computes',
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
    'what is run depends on what it computes',
  ],
  [
    'compares numbers, which is done in JavaScript',
    model(
      [node('larger', 'Greater', ['x', 'limit']), node('y', 'Select', ['larger', 'limit', 'x'])],
      { limit: 1000 },
      { y: [1, 4] },
    ),
    'TensorFlow.js runs part of it in JavaScript: ',
  ],
  ['asks where something is true', WHERE_GRAPH, `its input 'flag' is bool, by whose values it may choose`],
  ['cannot be loaded', { ...DENSE_GRAPH, json: {} }, ''],
])('takes no snapshot of what %s, and leaves nothing behind', async (_, written, why) => {
  await using models = await createModelsDirectory();
  const { path, snapshot } = await writeSnapshot(models.path, 'm', written);
  expect(snapshot).toEqual({ hasSnapshot: false, why: expect.stringContaining(why) });
  expect(await readdir(path)).toEqual(['manifest.json', 'model.json', 'weights.bin']);
});

it('takes no snapshot of what takes indices, whatever is done with them', async () => {
  await using models = await createModelsDirectory();
  const signature = { ...DENSE_GRAPH.signature, inputs: { x: { dtype: 'int32', shape: [1, 2] } } } as const;
  const { snapshot } = await writeSnapshot(models.path, 'm', { ...DENSE_GRAPH, signature });
  expect(snapshot).toMatchObject({ why: expect.stringContaining(`its input 'x' is int32, by whose values`) });
});

it('takes no snapshot of what runs on an engine that is not WebAssembly', async () => {
  await using models = await createModelsDirectory();
  const { snapshot } = await writeSnapshot(models.path, 'm', DENSE_GRAPH, { engine: 'tfjs-node' });
  expect(snapshot).toEqual({ hasSnapshot: false, why: 'its engine tfjs-node does not run in WebAssembly' });
});
