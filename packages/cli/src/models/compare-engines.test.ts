import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import { readTensors, type Trial } from '@pilotlight/model-runtime/trial';
import { isEnvironmentMade } from '@pilotlight/optimizer/python';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addModel } from './add-model.ts';
import { compareEngines } from './compare-engines.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const isPythonThere = await isEnvironmentMade();

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-compare-'));
});
afterAll(() => rm(models, { recursive: true, force: true }));

async function add(fixture: string, form: string, name: string) {
  const description = await inspectModel(join(FIXTURES, fixture, form));
  const added = await addModel({ description, modelsDirectory: models, name, compares: true });
  return { description, ...added };
}

/** Returns the engine's answers with another first output. */
function tampered(trial: Trial): Trial {
  return {
    ...trial,
    answers: trial.answers.map(({ inputs, outputs }) => {
      const [name = ''] = Object.keys(outputs);
      const { dtype, shape, data } = readTensors(outputs)[name] ?? { dtype: 'float32', shape: [], data: [] };
      const zeros = Buffer.alloc(4 * data.length).toString('base64');
      return { inputs, outputs: { ...outputs, [name]: { dtype, shape, data: zeros } } };
    }),
  };
}

it.each([
  ['conv', 'tfjs-graph'],
  ['dense', 'tfjs-layers'],
])('compares %s as %s with another backend, and refuses where the answers differ', async (fixture, form) => {
  const { description, directory, manifest, trial } = await add(fixture, form, `${fixture}-${form}`);
  expect(manifest.compared).toMatchObject({ with: expect.stringMatching(/tfjs-node|cpu/), inputs: 7 });
  expect(manifest.compared && 'distance' in manifest.compared && manifest.compared.distance).toBeLessThan(
    1e-4,
  );

  const question = { description, manifest, timeoutMs: 60_000, onStep: () => {} };
  await expect(compareEngines({ ...question, directory, trial: tampered(trial) })).rejects.toThrow(
    /it would answer wrongly on engine 'wasm': on zeros its output '.*' is 0 at element \d+, but .* by .* Try --engine tfjs-node/,
  );
});

it('compares nothing if the model answers differently to the same input', async () => {
  const { description, directory, manifest, trial } = await add('conv', 'tfjs-graph', 'random');
  const question = { description, directory, manifest, timeoutMs: 60_000, onStep: () => {} };
  expect(await compareEngines({ ...question, trial: { ...trial, isRandom: true } })).toEqual({
    with: 'nothing',
    why: 'it answers differently to the same input',
  });
});

it('says why nothing was compared if no other engine can load the model', async () => {
  const { description, directory, manifest, trial } = await add('conv', 'tfjs-graph', 'moved');
  const elsewhere: ModelDirectory = { ...directory, path: join(models, 'elsewhere/1') };
  await cp(directory.path, elsewhere.path, { recursive: true });
  await rm(join(elsewhere.path, manifest.entry));
  const question = { description, manifest, trial, timeoutMs: 60_000, onStep: () => {} };
  expect(await compareEngines({ ...question, directory: elsewhere })).toEqual({
    with: 'nothing',
    why: expect.stringContaining("TensorFlow.js's cpu backend cannot answer"),
  });
});

it.runIf(isPythonThere).each(['float.tflite', 'dynamic.tflite', 'int8.tflite'])(
  "compares a %s with Python's interpreter",
  async (form) => {
    const { manifest } = await add('conv', form, `python-${form.replace('.', '-')}`);
    expect(manifest.compared).toMatchObject({ with: 'python', inputs: 7 });
  },
);
