import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeFoldersIn } from './make-folders-in.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'folders-in-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it('makes missing folders, also if some exist', async () => {
  const folder = await emptyFolder();
  await makeFoldersIn(folder, 'a/b');
  expect(await makeFoldersIn(folder, 'a/c')).toBe(join(folder, 'a/c'));
  expect(await makeFoldersIn(folder, '.')).toBe(folder);
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual(['a', 'a/b', 'a/c']);
});

it('makes nothing if the folder is gone', async () => {
  const folder = await emptyFolder();
  const gone = join(folder, 'gone');
  await expect(makeFoldersIn(gone, 'a/b')).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(folder)).toEqual([]);
});
