import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownName } from '@pilotlight/command-line/leftovers';
import { deadOwner } from '@pilotlight/command-line/testing/dead-owner';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweepModels } from './sweep-models.ts';

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-sweep-'));
});
afterEach(() => rm(models, { recursive: true, force: true }));

/** Makes a folder with a file in it. */
async function make(...path: string[]): Promise<void> {
  await mkdir(join(models, ...path), { recursive: true });
  await writeFile(join(models, ...path, 'file'), 'content');
}

it('removes what killed commands left, and nothing else', async () => {
  const running = ownName('.snapshotting');
  await make(`.adding-${deadOwner()}-0123abcd`, 'digits/1');
  await make(`.snapshotting-${deadOwner()}-0123abcd`, 'digits/1');
  await writeFile(join(models, '.digits-1.lock'), deadOwner());
  await make(running);
  await make('.optimizing-digits');
  await make('digits/1');
  await sweepModels(models);
  expect((await readdir(models)).toSorted()).toEqual(['.optimizing-digits', running, 'digits'].toSorted());
});

it('puts a model back that was about to be replaced when the command was killed', async () => {
  const left = `.snapshotting-${deadOwner()}-0123abcd`;
  await make(left, 'before/digits/1');
  await make(left, 'before/other/2');
  await make('other/2');
  await cp(join(models, 'other/2/file'), join(models, 'other/2/newer'));
  await sweepModels(models);
  expect((await readdir(models)).toSorted()).toEqual(['digits', 'other']);
  expect(await readdir(join(models, 'digits/1'))).toEqual(['file']);
  expect((await readdir(join(models, 'other/2'))).toSorted()).toEqual(['file', 'newer']);
});

it('does nothing if there is no such folder', async () => {
  await expect(sweepModels(join(models, 'nowhere'))).resolves.toBeUndefined();
});
