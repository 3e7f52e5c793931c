import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Tensor } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import { PRECISIONS } from './precision.ts';
import { quantizeModel } from './quantize-model.ts';
import { roundingOf } from './store-values.ts';
import '@tensorflow/tfjs-backend-cpu';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the weights as tfjs-core itself reads them. */
async function loadWeights(path: string): Promise<Record<string, Tensor>> {
  const json: io.ModelJSON = JSON.parse(await readFile(join(path, 'model.json'), 'utf8'));
  const files = json.weightsManifest.flatMap(({ paths }) => paths);
  const contents = await Promise.all(files.map((file) => readFile(join(path, file))));
  return io.decodeWeights(
    Uint8Array.from(Buffer.concat(contents)).buffer,
    io.getWeightSpecs(json.weightsManifest),
  );
}

describe.each(['conv/tfjs-graph', 'depthwise/tfjs-layers', 'lstm/tfjs-graph'])('%s', (name) => {
  it.each(PRECISIONS)('as %s is read correctly by tfjs-core', async (precision) => {
    const original = await loadWeights(join(FIXTURES, name));
    await writeTfjsModel(quantizeModel(await readTfjsModel(join(FIXTURES, name)), precision), folder);
    const loaded = await loadWeights(folder);
    expect(Object.keys(loaded)).toEqual(Object.keys(original));
    for (const [weight, tensor] of Object.entries(original)) {
      const values = await tensor.data();
      const expected = values instanceof Float32Array ? values.map(roundingOf(values, precision)) : values;
      expect(loaded[weight]).toMatchObject({ shape: tensor.shape, dtype: tensor.dtype });
      expect(await loaded[weight]?.data()).toEqual(expected);
    }
  });
});

it('writes the same as it read, if nothing changes', async () => {
  const path = join(FIXTURES, 'conv/tfjs-layers');
  await writeTfjsModel(await readTfjsModel(path), folder);
  for (const file of await readdir(path)) {
    const [before, after] = await Promise.all([path, folder].map((each) => readFile(join(each, file))));
    if (file.endsWith('.json')) expect(JSON.parse(String(after))).toEqual(JSON.parse(String(before)));
    else expect(after).toEqual(before);
  }
});

it('quantizes quantized weights again', async () => {
  const model = await readTfjsModel(join(FIXTURES, 'conv/tfjs-graph'));
  const half = quantizeModel(model, 'float16');
  expect(quantizeModel(half, 'float16')).toEqual(half);
});

it('leaves integers as they are, in any storage', async () => {
  const json = { format: 'graph-model', modelTopology: { node: [] } };
  const quantization = { dtype: 'uint8', min: 0, scale: 1, original_dtype: 'int32' } as const;
  const weight = { name: 'w', shape: [3], dtype: 'int32', bytes: Uint8Array.of(1, 2, 3), quantization };
  const model = { format: 'tfjs-graph-model', file: '', json, groups: [[weight]] } as const;
  await writeTfjsModel(quantizeModel(model, 'uint8'), folder);
  expect((await readTfjsModel(folder)).groups).toEqual(model.groups);
});

it('cuts large weights into files of 4 MiB', async () => {
  const json = { format: 'graph-model', modelTopology: { node: [] } };
  const bytes = new Uint8Array(9 * 2 ** 20).map((_, at) => (at >> 12) % 251);
  const weight = { name: 'w', shape: [bytes.length / 4], dtype: 'float32', bytes, quantization: undefined };
  await writeTfjsModel(
    { format: 'tfjs-graph-model', file: '', json, groups: [[weight, { ...weight, name: 'v' }]] },
    folder,
  );
  const files = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
  const contents = await Promise.all(files.map((name) => readFile(join(folder, name))));
  expect(contents.map(({ length }) => length)).toEqual([4, 4, 4, 4, 2].map((size) => size * 2 ** 20));
  expect(Buffer.concat(contents).equals(Buffer.concat([bytes, bytes]))).toBe(true);
});

describe('refuses', () => {
  it('a model with weights that it cannot rewrite', async () => {
    await expect(readTfjsModel(join(FIXTURES, 'conv/float.tflite'))).rejects.toThrow('is a tflite');
    await expect(readTfjsModel(join(FIXTURES, 'conv/saved_model'))).rejects.toThrow('is a saved-model');
  });

  it('weights that are NaN', async () => {
    await cp(join(FIXTURES, 'conv/tfjs-graph'), folder, { recursive: true });
    const file = (await readdir(folder)).find((name) => name.endsWith('.bin')) ?? '';
    const content = await readFile(join(folder, file));
    content.writeFloatLE(Number.NaN, content.length - 4);
    await writeFile(join(folder, file), content);
    const model = await readTfjsModel(folder);
    expect(() => quantizeModel(model, 'uint8')).toThrow(/the weight '.+' has values that are not numbers/);
  });
});
