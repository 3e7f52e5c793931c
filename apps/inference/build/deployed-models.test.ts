import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { denseTflite } from '@pilotlight/model-runtime/dense-tflite';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { SNAPSHOT_FILES, snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import {
  digestOf,
  MANIFEST_FILE,
  readCatalog,
  readModels,
  SHARED_FOLDER,
  SHARED_PAGES_FILE,
} from '@pilotlight/model-runtime/store';
import { parseRequest } from '@pilotlight/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deployedModels } from './deployed-models.ts';

const MODELS = ['a', 'b', 'c'] as const;
const MEMORY = `models/${SHARED_FOLDER}/${SHARED_PAGES_FILE}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-deployed-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** `y = relu((n + 1) x)` of two numbers, with a snapshot. */
async function addModel(models: string, model: string, n: number): Promise<void> {
  const directory = { model, version: 1, path: join(models, model, '1') };
  const weights = Float32Array.of(n + 1, 0, 0, n + 1);
  const content = denseTflite([{ inputs: 2, weights }]);
  const tensor = { dtype: 'float32', shape: [1, 2] };
  const manifest = {
    format: 'tflite',
    engine: 'litert',
    entry: 'model.tflite',
    signatures: { serving_default: { inputs: { x: tensor }, outputs: { y: tensor } } },
    sample: 'zeros',
    files: { 'model.tflite': digestOf(content) },
  };
  await mkdir(directory.path, { recursive: true });
  await writeFile(join(directory.path, 'model.tflite'), content);
  await writeFile(join(directory.path, MANIFEST_FILE), JSON.stringify(manifest));
  expect(await snapshotAndMeasure(directory)).not.toHaveProperty('whyNoSnapshot');
}

/** Writes the deployed files of a folder of models, and returns their paths. */
async function deploy(models: string): Promise<string[]> {
  const { labelsOf } = await readCatalog(models);
  const files = await deployedModels(await readModels(models), { modelsDirectory: models, labelsOf });
  for (const file of files) {
    const to = join(folder, file.to);
    await mkdir(dirname(to), { recursive: true });
    if ('from' in file) await writeFile(to, await readFile(file.from));
    else await writeFile(to, 'text' in file ? file.text : await file.content());
  }
  return files.map(({ to }) => to);
}

it('stores pages of memory that snapshots share once, if that saves enough, and serves from them', async () => {
  const models = join(folder, 'added');
  await addModel(models, 'a', 0);
  expect(await deploy(models)).not.toContain(MEMORY);
  const ownPath = (model: string) => join(folder, 'models', model, '1', SNAPSHOT_FILES.memory);
  const { size: whole } = await stat(ownPath('a'));

  for (const [n, model] of MODELS.entries()) if (n > 0) await addModel(models, model, n);
  expect(await deploy(models)).toContain(MEMORY);
  const own = await Promise.all(MODELS.map(async (model) => (await stat(ownPath(model))).size));
  expect(Math.max(...own)).toBeLessThan(whole / 10);
  expect((await stat(join(folder, MEMORY))).size).toBeLessThanOrEqual(whole);

  const runtime = createModelRuntime({ modelsDirectory: join(folder, 'models'), assetPath: installedAsset });
  async function ask(model: string) {
    const request = parseRequest({ model, instances: [[1, -1]] });
    if (request.op !== 'predict') throw new TypeError('a predict request was meant');
    const record: { snapshot?: boolean } = {};
    const { outputs } = await runtime.predict(request, { record });
    return { y: [...(outputs['y']?.data ?? [])], snapshot: record.snapshot };
  }
  for (const [n, model] of MODELS.entries())
    expect(await ask(model)).toEqual({ y: [n + 1, 0], snapshot: true });

  // One that is broken breaks itself alone.
  await runtime.unload();
  await writeFile(ownPath('b'), (await readFile(ownPath('b'))).fill(0xff, 0, 8));
  expect(await ask('a')).toEqual({ y: [1, 0], snapshot: true });
  await expect(ask('b')).rejects.toMatchObject({ reason: 'MODEL_BROKEN' });
  await runtime.unload();
});
