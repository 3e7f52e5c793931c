import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

// Valid models that zeros, empty strings or a size of 1 for every open dimension do not run. Made by
// tools/oracle-fixtures/make_samples.py, with the answers of Python's TensorFlow.

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

it('adds a model that answers NaN to everything, and says so', async () => {
  const { trial } = await add('always-nan');
  expect(trial.isNonFinite).toBe(true);
});

it('says of a model that it answers differently to the same input', async () => {
  const { trial } = await add('noise');
  expect(trial.isRandom).toBe(true);
});

it('takes the sample that it is given, and says of one that fails which that was and how to give another', async () => {
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
