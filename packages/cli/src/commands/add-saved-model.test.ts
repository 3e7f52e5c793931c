import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModelRuntime } from '@pilotlight/model-runtime';
import '@pilotlight/model-runtime/addon-loads';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { madeEnvironment } from '@pilotlight/optimizer/made-environment';
import { parseRequest } from '@pilotlight/protocol';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

let models: string;
beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-converted-'));
});
afterAll(() => rm(models, { recursive: true, force: true }));

const rows = (data: number[], width: number) =>
  Array.from({ length: 3 }, (_, row) => data.slice(row * width, (row + 1) * width));

function add(fixture: string, ...options: string[]) {
  const path = join(FIXTURES, fixture, 'saved_model');
  return runPilotlight(['add', path, '--models', models, '--json', ...options], { TMPDIR: models });
}

it('converts a SavedModel, says what it was compared with, and serves it from a snapshot', async () => {
  const python = await madeEnvironment();
  const { status, stdout } = add('dense', '--name=dense');
  expect(status).toBe(0);
  const { manifest, whyNoSnapshot } = JSON.parse(stdout);
  const by = inject('addonLoads') ? 'tfjs-node' : python ? 'python' : 'nothing';
  const compared =
    by === 'nothing'
      ? { with: by, why: expect.stringContaining('npm run native:setup') }
      : { with: by, inputs: 3, distance: expect.closeTo(0, 5) };
  expect(manifest).toMatchObject({ format: 'tfjs-graph-model', engine: 'wasm', compared });
  expect(whyNoSnapshot).toBeUndefined();

  const expected = JSON.parse(await readFile(join(FIXTURES, 'dense/expected.json'), 'utf8'));
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const request = parseRequest({
    model: 'dense',
    inputs: { a: rows(expected.inputs.a.data, 64), b: rows(expected.inputs.b.data, 16) },
  });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  const { outputs } = await runtime.predict(request);
  for (const [at, value] of expected.outputs.scaled.data.entries()) {
    expect(Number(outputs['scaled']?.data[at])).toBeCloseTo(value, 4);
  }
});

it.each([
  ['dense', 'chosen wasm: add converts it to TensorFlow.js'],
  ['strings', "add serves it unchanged, because it cannot be converted: its input 'text' is text"],
])('inspect says beforehand what add does: %s', (fixture, words) => {
  const { status, stdout } = runPilotlight(['inspect', join(FIXTURES, fixture, 'saved_model')], {});
  expect(status).toBe(0);
  expect(stdout).toContain(words);
});

it.skipIf(!inject('addonLoads'))('serves what cannot be converted as it is, and says why', () => {
  const { status, stdout } = add('strings', '--name=strings');
  expect(status).toBe(0);
  const { manifest, whyNotConverted } = JSON.parse(stdout);
  expect(manifest).toMatchObject({ format: 'saved-model', engine: 'tfjs-node' });
  expect(whyNotConverted).toBe(`its input 'text' is text`);
});

it.skipIf(!inject('addonLoads'))('keeps a SavedModel if its engine is requested', () => {
  const { status, stdout } = add('dense', '--name=kept', '--engine=tfjs-node');
  expect(status).toBe(0);
  expect(JSON.parse(stdout).manifest).toMatchObject({ format: 'saved-model', engine: 'tfjs-node' });
});

it('fails if the requested engine cannot run it', () => {
  const { status, stderr } = add('stateful', '--name=stateful', '--engine=wasm');
  expect(status).toBe(1);
  expect(stderr).toContain('the engine wasm cannot run it: it has state, which the op AssignAddVariableOp');
});
