import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCatalog } from './model-catalog.ts';
import { formatModelIndex, MODEL_INDEX_FILE } from './model-index.ts';
import { VERSION_LABELS_FILE } from './version-labels.ts';

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-index-'));
  for (const folder of [
    'digits/1',
    'digits/10',
    'digits/9',
    'constructor/1',
    '__proto__/2',
    'empty',
    '.git/1',
    'x/0',
  ])
    await mkdir(join(models, folder), { recursive: true });
});
afterEach(() => rm(models, { recursive: true, force: true }));

it('matches the folders', async () => {
  const labels = { stable: { version: 9 }, canary: { version: 10, share: 0.05 } };
  await writeFile(join(models, 'digits', VERSION_LABELS_FILE), JSON.stringify(labels));
  const { all, served, reachable, labelsOf } = await readCatalog(models);
  const names = (directories: typeof all) =>
    directories.map(({ model, version }) => `${model}/${version}`).toSorted();
  expect(names(served)).toEqual(['__proto__/2', 'constructor/1', 'digits/9']);
  expect(names(reachable)).toEqual(['__proto__/2', 'constructor/1', 'digits/10', 'digits/9']);
  await writeFile(join(models, MODEL_INDEX_FILE), formatModelIndex(all, [], labelsOf));
  await rm(join(models, 'digits'), { recursive: true });
  const indexed = await readCatalog(models);
  const places = (directories: typeof all) =>
    directories
      .map(({ model, version, path }) => ({ model, version, path }))
      .toSorted((a, b) => a.path.localeCompare(b.path));
  expect(places(indexed.all)).toEqual(places(all));
  expect(names(indexed.reachable)).toEqual(names(reachable));
  expect(indexed.labelsOf('digits')).toEqual(labels);
  expect(indexed.find({ model: 'digits', version: 9 })).toMatchObject({
    directory: { model: 'digits', version: 9, path: join(models, 'digits/9') },
    label: undefined,
  });
});

it('does not ignore a damaged index', async () => {
  await writeFile(join(models, MODEL_INDEX_FILE), '{"digits":');
  await expect(readCatalog(models)).rejects.toThrow(SyntaxError);
});

it('names a few of many in an error', async () => {
  const names = Array.from({ length: 1000 }, (_, n) => ({ model: `m${n}`, version: 1 }));
  await writeFile(
    join(models, MODEL_INDEX_FILE),
    formatModelIndex(names, [], () => ({})),
  );
  const catalog = await readCatalog(models);
  expect(() => catalog.find({ model: 'toString', version: undefined })).toThrow(/m0, .*, m9 and 990 more$/);
  expect(() => catalog.find({ model: undefined, version: undefined })).toThrow('and 990 more');
  const found = { model: 'm7', version: undefined };
  expect(catalog.find(found).directory).toBe(catalog.find({ model: 'm7', version: 1 }).directory);
});
