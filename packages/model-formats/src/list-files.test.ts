import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectModel } from './inspect-model.ts';
import { ModelFormatError } from './model-format-error.ts';
import { copyFixture } from './testing/fixtures.ts';

/** Puts a file or folder aside, and a link to it in its place. */
async function replaceByLink(path: string, aside: string): Promise<void> {
  await rename(path, aside);
  await symlink(aside, path);
}

it.each([
  ['conv/saved_model', 'saved_model.pb'],
  ['conv/saved_model', 'variables'],
  ['conv/saved_model', 'variables/variables.index'],
  ['conv/tfjs-graph', 'model.json'],
  ['conv/tfjs-graph', 'group1-shard1of1.bin'],
])('refuses %s where %s is a symbolic link', async (name, file) => {
  await using copy = await copyFixture(name);
  await replaceByLink(join(copy.path, file), join(copy.path, '../aside'));
  await expect(inspectModel(copy.path)).rejects.toThrow(`${join(copy.path, file)} is a symbolic link`);
  await expect(inspectModel(copy.path)).rejects.toBeInstanceOf(ModelFormatError);
});

it.each([
  ['a file of the machine', 'assets/x', '/etc/hostname'],
  ['nothing', 'assets/x', 'nowhere'],
  ['itself', 'assets/x', 'x'],
  ['a folder', 'assets/deep', '/etc'],
  ['its own folder', 'assets/deep', '..'],
])('refuses assets with a symbolic link to %s', async (_, file, target) => {
  await using copy = await copyFixture('conv/saved_model');
  await mkdir(join(copy.path, 'assets'), { recursive: true });
  await symlink(target, join(copy.path, file));
  await expect(inspectModel(copy.path)).rejects.toThrow('is a symbolic link');
});

it('refuses weights in a folder that is a symbolic link', async () => {
  await using copy = await copyFixture('conv/tfjs-graph');
  const file = join(copy.path, 'model.json');
  const { default: model }: { default: { weightsManifest: { paths: string[] }[] } } = await import(file, {
    with: { type: 'json' },
  });
  const aside = join(copy.path, '../aside');
  await mkdir(aside);
  for (const group of model.weightsManifest) {
    for (const path of group.paths) await rename(join(copy.path, path), join(aside, path));
    group.paths = group.paths.map((path) => `weights/${path}`);
  }
  await writeFile(file, JSON.stringify(model));
  await symlink(aside, join(copy.path, 'weights'));
  await expect(inspectModel(copy.path)).rejects.toThrow(`${join(copy.path, 'weights')} is a symbolic link`);
  await rm(join(copy.path, 'weights'));
  await rename(aside, join(copy.path, 'weights'));
  await expect(inspectModel(copy.path)).resolves.toMatchObject({ format: 'tfjs-graph-model' });
});

it.each(['conv/saved_model', 'conv/tfjs-graph', 'conv/float.tflite'])(
  'takes %s by a symbolic link to it',
  async (name) => {
    await using copy = await copyFixture(name);
    const link = join(copy.path, '..', `link${name.endsWith('.tflite') ? '.tflite' : ''}`);
    await symlink(copy.path, link);
    const { ops } = await inspectModel(copy.path);
    await expect(inspectModel(link)).resolves.toMatchObject({ ops });
  },
);
