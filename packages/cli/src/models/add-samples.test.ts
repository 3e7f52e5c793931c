import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime } from '@pilotlight/model-runtime';
import '@pilotlight/model-runtime/addon-loads';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { parseRequest } from '@pilotlight/protocol';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';
import { addModel } from './add-model.ts';

// Valid models that zeros, empty strings or a size of 1 for every open dimension do not run, and others that are served as
// SavedModels. Made by tools/oracle-fixtures/make_samples.py, with the answers of Python's TensorFlow.

const SAMPLES = join(import.meta.dirname, '../../fixtures/samples');

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-samples-'));
});
afterAll(() => rm(models, { recursive: true, force: true }));

beforeEach(({ skip }) => {
  if (!inject('addonLoads')) skip('the native engine is not built: npm run native:setup');
});

async function add(name: string, options: { sample?: Record<string, unknown> } = {}) {
  const description = await inspectModel(join(SAMPLES, name));
  return addModel({ description, modelsDirectory: models, name, ...options });
}

it.each([
  ['log', 'ones'],
  ['unit', 'ones'],
  ['open-sizes', 'zeros with open sizes as 8'],
  ['encoded-image', 'a small JPEG for each string'],
  ['example', 'a tf.Example with count, pair'],
  ['warmup', 'the request in assets.extra/tf_serving_warmup_requests'],
  ['any-rank', 'zeros with open sizes as 2'],
  ['words', 'zeros and empty strings'],
  ['sentence', 'zeros and empty strings'],
  ['open-loop', 'zeros with open sizes as 1'],
])('adds %s, which runs on %s, and warms it with that', async (name, words) => {
  const { trial, manifest } = await add(name);
  expect(trial).toMatchObject({ words, isNonFinite: false, isRandom: false });
  expect(manifest.sample).toEqual(trial.sample);
  expect(manifest.measured?.warmMs).toBeGreaterThan(0);

  const expected: Record<string, { request: object; predictions: number[][] }> = JSON.parse(
    await readFile(join(SAMPLES, 'expected.json'), 'utf8'),
  );
  const asked = expected[name];
  if (!asked) return;
  const request = parseRequest({ model: name, ...asked.request });
  if (request.op !== 'predict') throw new TypeError('a prediction is asked for');
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const [output] = Object.values((await runtime.predict(request)).outputs);
  for (const [at, value] of asked.predictions.flat().entries())
    expect(Number(output?.data[at])).toBeCloseTo(value, 5);
});

it('asks a model of any rank with whole tensors, and says so to who sends rows', async () => {
  await add('any-rank');
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const ask = (payload: object) => {
    const request = parseRequest({ model: 'any-rank', ...payload });
    if (request.op !== 'predict') throw new TypeError('a prediction is asked for');
    return runtime.predict(request);
  };
  expect((await ask({ inputs: 2 })).outputs['y']).toMatchObject({ shape: [], data: new Float32Array([5]) });
  const deep = await ask({ inputs: [[[1], [2]]] });
  expect(deep.outputs['y']).toMatchObject({ shape: [1, 2, 1], data: new Float32Array([3, 5]) });
  await expect(ask({ instances: [[1, 2]] })).rejects.toThrow(/takes no rows: send \{ "inputs": … \}/);
});

it('takes the newest of a folder of versions, and says which', async () => {
  const folder = join(models, 'exports', 'churn');
  for (const [version, name] of [
    ['2', 'unit'],
    ['10', 'log'],
  ] as const)
    await cp(join(SAMPLES, name), join(folder, version), { recursive: true });
  const { stdout } = runPilotlight(['inspect', folder], {});
  expect(stdout).toMatch(/version +10, the newest in the folder; not 2/);
  const input = join(models, 'log.json');
  await writeFile(input, JSON.stringify({ instances: [[1, 1, 1]] }));
  const asked = runPilotlight(['predict', folder, '--input', input], {});
  expect(JSON.parse(asked.stdout)).toEqual({ predictions: [[0, 0, 0]] });
});

it('adds a model that answers NaN to everything, and says so', async () => {
  const { trial } = await add('always-nan');
  expect(trial.isNonFinite).toBe(true);
});

it.each(['noise', 'scaled-noise'])('says that %s answers differently to the same input', async (name) => {
  const { trial } = await add(name);
  expect(trial.isRandom).toBe(true);
});

it('takes the given sample, and for one that fails says which it was and how to give another', async () => {
  const seven = ['1', '2', '3', '4', '5', '6', '7'];
  const { manifest } = await add('warmup', { sample: { instances: [seven] } });
  expect(manifest.sample).toMatchObject({ words: [seven.map((word) => ({ b64: btoa(word) }))] });
  await expect(add('warmup', { sample: { instances: [['a', 'b']] } })).rejects.toThrow(
    /it failed on your sample \(.*assertion failed.*\)\. Give it an input that it takes: --sample FILE/,
  );
  await expect(add('warmup', { sample: { instances: [[1, 2]] } })).rejects.toThrow(
    /the sample does not fit the model: instances\[0\]\[0\]: expected a string/,
  );
});

it('asks a model at a path what the caller sends, and nothing else', async () => {
  const input = join(models, 'request.json');
  await writeFile(input, JSON.stringify({ instances: [['a', 'b', 'c', 'd', 'e', 'f', 'gh']] }));
  const { stdout } = runPilotlight(['predict', join(SAMPLES, 'warmup'), '--input', input], {});
  expect(JSON.parse(stdout)).toEqual({ predictions: [[1, 1, 1, 1, 1, 1, 2]] });
});
