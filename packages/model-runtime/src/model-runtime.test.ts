import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRequest } from '@pilotlight/protocol';
import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { CallOptions } from './concurrency/call-options.ts';
import { installedAsset } from './deployment/runtime-parts.ts';
import { createModelRuntime, type ModelRuntime } from './model-runtime.ts';
import { readCatalog } from './store/model-catalog.ts';
import {
  createModelsDirectory,
  DENSE_GRAPH,
  LOG_GRAPH,
  ONE_ROW_GRAPH,
  type TestModel,
  TWO_BY_TWO_LAYERS,
  WHERE_GRAPH,
  writeTestModel,
} from './testing/models.ts';

const assetPath = installedAsset;

function predict(runtime: ModelRuntime, request: Record<string, unknown>, options?: CallOptions) {
  const parsed = parseRequest(request);
  if (parsed.op !== 'predict') throw new TypeError('expected a predict request');
  return runtime.predict(parsed, options);
}

async function serving(models: Record<string, TestModel>) {
  const directory = await createModelsDirectory();
  for (const [name, model] of Object.entries(models)) await writeTestModel(directory.path, name, 1, model);
  const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath });
  return { runtime, path: directory.path, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

it('runs a graph model on rows', async () => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const { outputs, model, version } = await predict(served.runtime, {
    instances: [
      [1, 1],
      [10, 100],
    ],
  });
  expect(outputs).toEqual({
    y: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(4.5, 0, 310.5, 320) },
  });
  expect([model, version]).toEqual(['dense', 1]);
});

it('runs a layers model with several inputs and outputs on columns', async () => {
  await using served = await serving({ two: TWO_BY_TWO_LAYERS });
  const { outputs } = await predict(served.runtime, { inputs: { a: [[1, 2]], b: [[10, 20]] } });
  expect(outputs).toEqual({
    sum: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(11, 22) },
    scaled: { dtype: 'float32', shape: [1, 1], data: Float32Array.of(88) },
  });
});

it('runs a graph when the shape of its output is known only after a run', async () => {
  await using served = await serving({ where: WHERE_GRAPH });
  const { outputs } = await predict(served.runtime, { inputs: [false, true, false, true] });
  expect(outputs['at']).toEqual({ dtype: 'int32', shape: [2, 1], data: Int32Array.of(1, 3) });
});

it('leaves no tensor behind in a thousand predictions, warm-ups and failures', async () => {
  await using served = await serving({
    dense: DENSE_GRAPH,
    two: TWO_BY_TWO_LAYERS,
    where: WHERE_GRAPH,
    log: LOG_GRAPH,
  });
  const { runtime } = served;
  const round = async () => {
    await predict(runtime, { model: 'dense', instances: [[1, 1]] });
    await predict(runtime, { model: 'two', inputs: { a: [[1, 2]], b: [[10, 20]] } });
    await predict(runtime, { model: 'where', inputs: [true] });
    await predict(runtime, { model: 'log', instances: [-1] }).catch(() => undefined);
    await runtime.warm({ model: undefined, version: undefined });
  };
  await round();
  const { numTensors, numBytes } = memory();
  for (let n = 0; n < 250; n++) await round();
  expect(memory()).toMatchObject({ numTensors, numBytes });
});

it('loads once for a hundred simultaneous first calls, which all wait', async () => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const before = memory().numTensors;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => predict(served.runtime, { instances: [[n, 0]] })),
  );
  expect(memory().numTensors - before).toBe(2); // the kernel and the bias, once
  expect(answers.map(({ outputs }) => outputs['y']?.data[0])).toEqual(
    Array.from({ length: 100 }, (_, n) => n + 0.5),
  );
  expect(answers.every(({ loadMs }) => loadMs > 0)).toBe(true);
  expect((await predict(served.runtime, { instances: [[1, 1]] })).loadMs).toBeLessThan(1);
});

it('begins to load its only model, once, before a call asks for it', async () => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const before = memory().numTensors;
  await served.runtime.begin();
  expect(memory().numTensors - before).toBe(2);
  expect((await predict(served.runtime, { instances: [[1, 1]] })).loadMs).toBeLessThan(1);
  expect(memory().numTensors - before).toBe(2);
});

it.each([
  [{}, undefined],
  [{ a: [2, 1] }, 2],
  [{ a: [1], b: [1] }, undefined],
])('begins with the only version that a call may get, of the models %j', async (models, version) => {
  await using directory = await createModelsDirectory();
  for (const [name, versions] of Object.entries(models))
    for (const one of versions) await writeTestModel(directory.path, name, one, DENSE_GRAPH);
  expect((await readCatalog(directory.path)).only?.version).toBe(version);
});

it('does not begin to load one of several models', async () => {
  await using served = await serving({ dense: DENSE_GRAPH, two: TWO_BY_TWO_LAYERS });
  const before = memory().numTensors;
  await served.runtime.begin();
  expect(memory().numTensors).toBe(before);
});

it('loads a model in the first call if beginning to load it failed', async () => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const weights = join(served.path, 'dense/1/weights.bin');
  const whole = await readFile(weights);
  await writeFile(weights, new Uint8Array(24));
  await served.runtime.begin();
  await writeFile(weights, whole);
  expect((await predict(served.runtime, { instances: [[1, 1]] })).outputs['y']?.data[0]).toBe(4.5);
});

it('releases the memory of its models, and loads them again for the next call', async () => {
  await using served = await serving({ dense: DENSE_GRAPH, two: TWO_BY_TWO_LAYERS });
  const before = memory().numTensors;
  const ask = () => predict(served.runtime, { model: 'dense', instances: [[1, 1]] });
  const first = await ask();
  await predict(served.runtime, { model: 'two', inputs: { a: [[1, 2]], b: [[10, 20]] } });
  expect(memory().numTensors).toBeGreaterThan(before);
  await served.runtime.unload();
  expect(memory().numTensors).toBe(before);
  expect((await ask()).outputs).toEqual(first.outputs);
  await served.runtime.unload();
  expect(memory().numTensors).toBe(before);
});

it.each([
  ['if its caller has gone', { signal: AbortSignal.abort() }, 'CANCELLED'],
  ['if its deadline has passed', { deadline: 0 }, 'DEADLINE_EXCEEDED'],
])('does not begin a call %s', async (_, options, reason) => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const before = memory().numTensors;
  await expect(predict(served.runtime, { instances: [[1, 1]] }, options)).rejects.toMatchObject({ reason });
  await expect(served.runtime.warm({ model: undefined, version: undefined }, options)).rejects.toMatchObject({
    reason,
  });
  expect(memory().numTensors).toBe(before);
});

it('answers many rows in parts with the same values as each row alone', async () => {
  await using served = await serving({ dense: DENSE_GRAPH });
  const instances = Array.from({ length: 10_000 }, (_, n) => [n, 0]);
  const { outputs } = await predict(served.runtime, { instances });
  expect(outputs['y']?.shape).toEqual([10_000, 2]);
  expect(outputs['y']?.data[2 * 9_999]).toBe(9_999.5);
});

it('runs several rows one by one if the model takes one', async () => {
  await using served = await serving({ dense: ONE_ROW_GRAPH });
  const rows = [
    [1, 1],
    [10, 100],
    [0, 0],
  ];
  const { outputs } = await predict(served.runtime, { instances: rows });
  expect(outputs).toEqual({
    y: { dtype: 'float32', shape: [3, 2], data: Float32Array.of(4.5, 0, 310.5, 320, 0.5, 0) },
  });
  await expect(predict(served.runtime, { inputs: rows })).rejects.toThrow('inputs: expected an array of 1');
});

it('warms a model that answers its sample with NaN', async () => {
  await using served = await serving({ log: { ...LOG_GRAPH, sample: { x: [0] } } });
  expect(await served.runtime.warm({ model: 'log', version: undefined })).toMatchObject([{ model: 'log' }]);
});

it('serves the highest version, and an older one on request', async () => {
  await using directory = await createModelsDirectory();
  await writeTestModel(directory.path, 'dense', 9, DENSE_GRAPH);
  await writeTestModel(directory.path, 'dense', 10, DENSE_GRAPH);
  const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath });
  expect((await predict(runtime, { instances: [[1, 1]] })).version).toBe(10);
  expect((await predict(runtime, { version: 9, instances: [[1, 1]] })).version).toBe(9);
  await expect(predict(runtime, { version: 11, instances: [[1, 1]] })).rejects.toMatchObject({
    reason: 'MODEL_NOT_FOUND',
    message: "model 'dense' version 11: not served here; available: 10, 9",
  });
});

it('lists the models if a call names none or an unknown one', async () => {
  await using served = await serving({ dense: DENSE_GRAPH, two: TWO_BY_TWO_LAYERS });
  await expect(predict(served.runtime, { instances: [1] })).rejects.toMatchObject({
    reason: 'INVALID_REQUEST',
    issue: { field: 'model', expected: 'one of dense, two' },
  });
  await expect(predict(served.runtime, { model: 'tree', instances: [1] })).rejects.toMatchObject({
    reason: 'MODEL_NOT_FOUND',
  });
  await expect(predict(served.runtime, { model: 'constructor', instances: [1] })).rejects.toMatchObject({
    reason: 'MODEL_NOT_FOUND',
  });
});

it('refuses bad tensors before it reads any weights', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  await writeFile(join(path, 'weights.bin'), 'broken');
  const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath });
  await expect(predict(runtime, { instances: [[1, 2, 3]] })).rejects.toMatchObject({
    reason: 'INVALID_REQUEST',
  });
  await expect(predict(runtime, { signature: 'toString', instances: [[1, 2]] })).rejects.toMatchObject({
    issue: { field: 'signature', expected: 'one of serving_default' },
  });
});

it('reports a changed file, and serves the model once the file is fixed', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath });
  await writeFile(join(path, 'weights.bin'), new Uint8Array(24));
  await expect(predict(runtime, { instances: [[1, 1]] })).rejects.toMatchObject({
    reason: 'MODEL_BROKEN',
    message: expect.stringMatching(/^model 'dense' version 1: 'weights.bin' is not the file that was added/),
  });
  await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  expect((await predict(runtime, { instances: [[1, 1]] })).outputs['y']?.data[0]).toBe(4.5);
});

it.each([
  ['no JSON', 'hello'],
  ['no object', '[]'],
  ['an entry outside the folder', JSON.stringify({ entry: '../../secret' })],
  ['a prototype for a file', '{"files":{"__proto__":"x"}}'],
])('refuses a manifest that is %s', async (_, manifest) => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  await writeFile(join(path, 'manifest.json'), manifest);
  const runtime = createModelRuntime({ modelsDirectory: directory.path, assetPath });
  await expect(predict(runtime, { instances: [[1, 1]] })).rejects.toMatchObject({
    reason: 'MODEL_BROKEN',
    message: "model 'dense' version 1: manifest.json is not a manifest",
    cause: expect.any(Error),
  });
});

it.each([
  ['truncated weights', { ...DENSE_GRAPH, weights: DENSE_GRAPH.weights.slice(0, 3) }, 'cannot load it'],
  ['no topology', { ...DENSE_GRAPH, json: {} }, 'cannot load it'],
  ['no JSON object', { ...DENSE_GRAPH, json: null }, 'cannot load it'],
  [
    'other names than its manifest says',
    {
      ...DENSE_GRAPH,
      signature: { ...DENSE_GRAPH.signature, inputs: { z: { dtype: 'float32', shape: [-1, 2] } } },
    },
    'its manifest names the inputs z; the model has x',
  ],
] satisfies [string, TestModel, string][])(
  'reports a broken model that has %s',
  async (_, model, message) => {
    await using served = await serving({ broken: model, good: DENSE_GRAPH });
    const before = memory().numTensors;
    await expect(predict(served.runtime, { model: 'broken', inputs: [[1, 2]] })).rejects.toMatchObject({
      reason: 'MODEL_BROKEN',
      message: expect.stringContaining(message),
    });
    expect(memory().numTensors).toBe(before);
    expect(
      (await predict(served.runtime, { model: 'good', instances: [[1, 1]] })).outputs['y']?.data[0],
    ).toBe(4.5);
  },
);

it.each([
  [
    'inputs',
    { inputs: { x: { dtype: 'float32', shape: [-1, 3] } }, outputs: DENSE_GRAPH.signature.outputs },
    [1, 2, 3],
  ],
  [
    'outputs',
    { inputs: DENSE_GRAPH.signature.inputs, outputs: { y: { dtype: 'int32', shape: [-1, 2] } } },
    [1, 2],
  ],
] satisfies [string, TestModel['signature'], number[]][])(
  'reports a manifest that is wrong about its %s, and continues to serve others',
  async (_, signature, row) => {
    await using served = await serving({ lying: { ...DENSE_GRAPH, signature }, good: DENSE_GRAPH });
    await expect(predict(served.runtime, { model: 'lying', inputs: [row] })).rejects.toMatchObject({
      reason: 'INFERENCE_FAILED',
      model: 'lying',
    });
    const { outputs } = await predict(served.runtime, { model: 'good', instances: [[1, 1]] });
    expect(outputs['y']?.data[0]).toBe(4.5);
  },
);

it('refuses to answer with NaN, which JSON would make null', async () => {
  await using served = await serving({ log: LOG_GRAPH });
  await expect(predict(served.runtime, { instances: [1, -1] })).rejects.toMatchObject({
    reason: 'INFERENCE_FAILED',
    message: "model 'log' version 1: its output 'y' holds NaN at element 1",
  });
});

it('reports a model that answers rows with something else', async () => {
  await using served = await serving({ where: WHERE_GRAPH });
  await expect(predict(served.runtime, { instances: [true, false] })).rejects.toMatchObject({
    reason: 'INFERENCE_FAILED',
    message: expect.stringContaining('has 1 rows for 2'),
  });
});

it('warms every model it serves and describes them', async () => {
  await using served = await serving({ dense: DENSE_GRAPH, two: TWO_BY_TWO_LAYERS });
  const everything = { model: undefined, version: undefined };
  const warmed = await served.runtime.warm(everything);
  expect(warmed.map(({ model }) => model)).toEqual(['dense', 'two']);
  expect(
    (await predict(served.runtime, { model: 'two', inputs: { a: [[0, 0]], b: [[0, 0]] } })).loadMs,
  ).toBeLessThan(1);
  const dense = {
    model: 'dense',
    version: 1,
    versions: [1],
    format: 'tfjs-graph-model',
    engine: 'wasm',
    signatures: { serving_default: DENSE_GRAPH.signature },
  };
  expect(await served.runtime.describe({ model: 'dense', version: undefined })).toEqual({
    models: [{ ...dense, sample: { x: [[1, 1]] } }],
    total: 1,
  });
  expect(await served.runtime.describe(everything, { search: 'WO' })).toMatchObject({
    models: [{ model: 'two' }],
  });
  const seen = await served.runtime.describe(everything, { isVisible: (model) => model !== 'two' });
  expect(seen).toMatchObject({ models: [dense], total: 1 });
});
