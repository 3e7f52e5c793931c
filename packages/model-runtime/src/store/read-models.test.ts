import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestOf } from './digest.ts';
import { readManifest } from './model-directory.ts';
import { readModels } from './read-models.ts';
import { createModelsDirectory, DENSE_GRAPH, writeTestModel } from '../testing/models.ts';
import { writeManifest } from './write-manifest.ts';

it('lists the manifest and the files of every version, and no other files', async () => {
  await using directory = await createModelsDirectory();
  await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  const path = await writeTestModel(directory.path, 'dense', 2, DENSE_GRAPH);
  await writeFile(join(path, 'README.md'), 'a model card');
  const files = (await readModels(directory.path)).flatMap((model) => model.files);
  expect(files.toSorted()).toEqual(
    [1, 2].flatMap((version) =>
      ['manifest.json', 'model.json', 'weights.bin'].map((file) => join('dense', String(version), file)),
    ),
  );
});

it('refuses a file that has changed', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  await writeFile(join(path, 'weights.bin'), 'another');
  await expect(readModels(directory.path)).rejects.toMatchObject({ reason: 'MODEL_BROKEN' });
});

it.each([
  ['a file', 'weights.bin', (path: string) => symlink('/etc/hostname', path)],
  ['the manifest', 'manifest.json', (path: string, before: string) => symlink(before, path)],
])('refuses a model if %s is a symbolic link, also to the same content', async (_, file, link) => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  await rename(join(path, file), join(directory.path, 'before'));
  await link(join(path, file), join(directory.path, 'before'));
  await expect(readModels(directory.path)).rejects.toThrow(`'${file}' is a symbolic link`);
});

it('refuses a folder of a model that is a symbolic link', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  const manifest = await readManifest({ model: 'dense', version: 1, path });
  await mkdir(join(directory.path, '.elsewhere'));
  await writeFile(join(directory.path, '.elsewhere/text'), 'text');
  await symlink(join(directory.path, '.elsewhere'), join(path, 'assets'));
  await writeManifest(path, { ...manifest, files: { ...manifest.files, 'assets/text': digestOf('text') } });
  await expect(readModels(directory.path)).rejects.toThrow(`'assets' is a symbolic link`);
});

it('reads models in a folder that is itself a symbolic link', async () => {
  await using directory = await createModelsDirectory();
  await writeTestModel(join(directory.path, 'real'), 'dense', 1, DENSE_GRAPH);
  await symlink(join(directory.path, 'real'), join(directory.path, 'link'));
  expect(await readModels(join(directory.path, 'link'))).toHaveLength(1);
});
