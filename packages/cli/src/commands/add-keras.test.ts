import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKerasFixtures } from '@pilotlight/converter/keras-fixtures';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { parseRequest } from '@pilotlight/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const { cases, file } = await openKerasFixtures();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-keras-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, bytes = file(name)): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

it.each(['dense.keras', 'lstm.h5'])('converts %s, and serves it from a snapshot', async (name) => {
  const models = join(folder, `served-${name}`);
  const { status, stdout } = runPilotlight(
    ['add', await write(name), '--models', models, '--json', '--name=added'],
    { TMPDIR: folder },
  );
  expect(status).toBe(0);
  const { manifest, whyNoSnapshot } = JSON.parse(stdout);
  expect(manifest).toMatchObject({ format: 'tfjs-graph-model', engine: 'wasm' });
  expect(manifest.compared.with).toBeOneOf(['python', 'nothing']);
  expect(whyNoSnapshot).toBeUndefined();

  const { inputs, outputs } = cases.find((each) => name.startsWith(`${each.name}.`)) ?? {};
  const { shape = [], data = [] } = inputs?.['x'] ?? {};
  const rows = shape
    .slice(1)
    .toReversed()
    .reduce<unknown[]>(
      (flat, size) =>
        Array.from({ length: flat.length / size }, (_, at) => flat.slice(at * size, (at + 1) * size)),
      data,
    );
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const request = parseRequest({ model: 'added', inputs: { x: rows } });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  const answer = await runtime.predict(request);
  for (const [at, value] of outputs?.['output_0']?.data.entries() ?? []) {
    expect(Number(answer.outputs['output_0']?.data[at])).toBeCloseTo(value, 4);
  }
});

it('writes what a Keras file becomes without adding it', async () => {
  const output = join(folder, 'web_model');
  const { status, stdout } = runPilotlight(
    ['convert', await write('gru.keras'), '--to=tfjs', '--output', output, '--json'],
    { TMPDIR: folder },
  );
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    output,
    compared: { with: expect.stringMatching(/python|nothing/) },
  });
  const model = JSON.parse(await readFile(join(output, 'model.json'), 'utf8'));
  expect(model).toMatchObject({ format: 'graph-model', signature: { outputs: { output_0: {} } } });
});

it('says what a Keras file becomes', async () => {
  const { status, stdout } = runPilotlight(['inspect', await write('dense.keras')], {});
  expect(status).toBe(0);
  expect(stdout).toMatch(/is a Keras file. `pilotlight add` converts it/);
  expect(stdout).toMatch(/output_0 +float32 +\[\?, 3\]/);
});

it('says what is wrong with a file that is not a model', async () => {
  const { status, stderr } = runPilotlight(
    ['add', await write('cut.keras', file('dense.keras').subarray(0, 900))],
    {},
  );
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/is not a complete zip: save the model again/);
});
