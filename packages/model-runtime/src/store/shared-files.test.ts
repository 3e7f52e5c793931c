import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createModelsDirectory, DENSE_GRAPH, LOG_GRAPH, writeTestModel } from '../testing/models.ts';
import type { Manifest } from './manifest.ts';
import { readCatalog } from './model-catalog.ts';
import { readManifest, readModelFile } from './model-directory.ts';
import { formatModelIndex, MODEL_INDEX_FILE } from './model-index.ts';
import { readModels } from './read-models.ts';
import { findSharedFiles, pathOfFile, SHARED_FOLDER } from './shared-files.ts';

it('reads a shared file from where it is stored once, and a file of one model from its folder', async () => {
  await using directory = await createModelsDirectory();
  const models = directory.path;
  await writeTestModel(models, 'a', 1, DENSE_GRAPH);
  await writeTestModel(models, 'b', 1, { ...DENSE_GRAPH, weights: new Float32Array(6) });
  await writeTestModel(models, 'c', 1, LOG_GRAPH);
  const stored = await readModels(models);
  const digests = findSharedFiles(stored.map(({ manifest }) => manifest));
  expect([...digests]).toEqual([stored[0]?.manifest.files['model.json']]);

  const folder = join(models, SHARED_FOLDER);
  for (const { directory: from, manifest } of stored) {
    for (const file of Object.keys(manifest.files)) {
      const to = pathOfFile({ ...from, shared: { folder, digests } }, manifest, file);
      await mkdir(dirname(to), { recursive: true });
      await rename(join(from.path, file), to);
    }
  }
  const index = formatModelIndex(
    stored.map((one) => one.directory),
    digests,
    () => ({}),
  );
  await writeFile(join(models, MODEL_INDEX_FILE), index);
  await rm(join(models, 'a/1/weights.bin'));

  const catalog = await readCatalog(models);
  const read = async (model: string, file: string) => {
    const { directory: found } = catalog.find({ model, version: undefined });
    return readModelFile(found, await readManifest(found), file);
  };
  expect(await read('a', 'model.json')).toEqual(await read('b', 'model.json'));
  expect((await read('b', 'weights.bin')).length).toBe(24);
  await expect(read('a', 'weights.bin')).rejects.toThrow(`'weights.bin' cannot be read`);
  expect(await read('c', 'model.json')).not.toEqual(await read('b', 'model.json'));
});

it('keeps the files of SavedModels where TensorFlow reads them', () => {
  const files = { x: `sha256-${'0'.repeat(64)}` };
  const twice = (format: Manifest['format']) =>
    findSharedFiles([format, format].map((one) => ({ format: one, files })));
  expect([twice('saved-model').size, twice('tflite').size]).toEqual([0, 1]);
});
