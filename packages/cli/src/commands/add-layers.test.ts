import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { createModelRuntime } from '@pilotlight/model-runtime';
import '@pilotlight/model-runtime/addon-loads';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { parseRequest } from '@pilotlight/protocol';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addModel } from '../models/add-model.ts';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const KERAS3 = join(FIXTURES, 'keras3');

interface WrittenTensor {
  shape: number[];
  data: number[];
}
interface Expected {
  inputs: Record<string, WrittenTensor>;
  outputs: [WrittenTensor];
}

let scratch: string;
let models: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-layers-'));
  models = join(scratch, 'models');
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

function rowsOf({ shape, data }: WrittenTensor): number[][] {
  const width = shape[1] ?? 1;
  return Array.from({ length: shape[0] ?? 0 }, (_, row) => data.slice(row * width, (row + 1) * width));
}

/** The largest difference of what a model answers from what Keras does. */
async function difference(model: string, { inputs, outputs: [output] }: Expected): Promise<number> {
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const columns = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, rowsOf(tensor)]));
  const request = parseRequest({ model, inputs: columns });
  if (request.op !== 'predict') throw new TypeError('a predict request was meant');
  const [given] = Object.values((await runtime.predict(request)).outputs);
  return Math.max(...output.data.map((value, at) => Math.abs(value - Number(given?.data[at]))));
}

describe.each(['sequence', 'nested', 'transfer'])('the Keras 3 model %s', (name) => {
  it('is added, asked, and stored in fewer bits', async () => {
    const expected: Expected = JSON.parse(await readFile(join(KERAS3, name, 'expected.json'), 'utf8'));
    const description = await inspectModel(join(KERAS3, name));
    await addModel({ description, modelsDirectory: models, name });
    expect(await difference(name, expected)).toBeLessThan(1e-5);

    const output = join(scratch, `${name}-uint8`);
    const args = ['quantize', join(KERAS3, name), '--to', 'uint8', '--output', output];
    const { status, stderr } = runPilotlight(args, {});
    expect([status, stderr]).toEqual([0, '']);
    await addModel({
      description: await inspectModel(output),
      modelsDirectory: models,
      name: `${name}-uint8`,
    });
    expect(await difference(`${name}-uint8`, expected)).toBeLessThan(0.05);
  });
});

it('takes the labels and pixels that a model carries, unless others are given', async () => {
  const description = await inspectModel(join(FIXTURES, 'tflite/metadata/picture.tflite'));
  const { manifest } = await addModel({ description, modelsDirectory: models, name: 'picture' });
  expect(manifest.labels).toEqual(['daisy', 'dandelion', 'tulip']);
  expect(manifest.preprocessing?.['picture']).toMatchObject({
    mean: [127.5, 120, 100],
    std: [127.5, 60, 50],
  });
  const given = { labels: ['a', 'b', 'c'], pixels: '0..1' } as const;
  const { manifest: other } = await addModel({
    description,
    modelsDirectory: models,
    name: 'picture',
    ...given,
  });
  expect(other.labels).toEqual(['a', 'b', 'c']);
  expect(other.preprocessing?.['picture']).toMatchObject({ mean: 0, std: 255 });
});

it('tries the next engine if one fails, and says so', async () => {
  const description = await inspectModel(join(FIXTURES, 'unsupported-op/tfjs-graph'));
  const engines = description.engines.map((one) => (one.name === 'wasm' ? { ...one, canRun: true } : one));
  const adding = addModel({
    description: { ...description, engines, chosen: { engine: 'wasm', reason: 'it is tried' } },
    modelsDirectory: models,
    name: 'spectrum',
  });
  if (inject('addonLoads')) {
    const { manifest, passedOver } = await adding;
    expect(manifest.engine).toBe('tfjs-node');
    expect(passedOver).toMatchObject({ engine: 'wasm', why: expect.stringContaining('Complex') });
  } else {
    await expect(adding).rejects.toThrow(/^model 'spectrum' version 1: /);
  }
});

it('says the fix once if no engine can run a model', async () => {
  const description = await inspectModel(join(FIXTURES, 'half/saved_model'));
  const adding = addModel({ description, modelsDirectory: models, name: 'half' });
  await expect(adding).rejects.toThrow(/^no engine can run it\. .*float16.*\. To fix it: export it again/);
});

it('converts layers that TensorFlow.js reads differently from Keras, or not at all', async () => {
  const model = join(scratch, 'own-layers');
  await mkdir(model);
  const input = { class_name: 'InputLayer', config: { name: 'x', batch_input_shape: [null, 2, 2, 1] } };
  const pooling = { name: 'mean', keepdims: true, data_format: 'channels_last' };
  const layers = [input, { class_name: 'GlobalAveragePooling2D', config: pooling }];
  const config = { name: 'sequential', layers };
  const topology = { keras_version: '2.15.0', model_config: { class_name: 'Sequential', config } };
  await writeFile(
    join(model, 'model.json'),
    JSON.stringify({ format: 'layers-model', modelTopology: topology, weightsManifest: [] }),
  );
  expect(runPilotlight(['inspect', model], {}).stdout).toContain(
    'has layers of Keras that TensorFlow.js does not have. `pilotlight add` converts it to this',
  );
  const { status, stdout } = runPilotlight(['add', model, '--name', 'mean', '--models', models], {});
  expect([status, stdout]).toEqual([0, expect.stringContaining('was converted to TensorFlow.js')]);
  const request = join(scratch, 'mean.json');
  await writeFile(request, '{"instances": [[[[1], [2]], [[3], [6]]]]}');
  const asked = runPilotlight(['predict', 'mean', '--input', request, '--models', models], {});
  expect(JSON.parse(asked.stdout).predictions).toEqual([[[[3]]]]);
});
