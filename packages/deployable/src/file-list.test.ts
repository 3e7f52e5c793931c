import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FILE_LIST, removeUnlistedFiles, writeFileList } from './file-list.ts';

it('removes what an earlier build left, and keeps the files of the last one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'file-list-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'models/kept'), { recursive: true });
  await writeFile(join(folder, 'models/kept/weights.bin'), 'w');
  await writeFile(join(folder, 'index.cjs'), '');
  await writeFileList(folder);
  // Like a second build of the same: the list is not in the list.
  await writeFileList(folder);

  await mkdir(join(folder, 'models/removed/1'), { recursive: true });
  await writeFile(join(folder, 'models/removed/1/weights.bin'), 'w');
  await writeFile(join(folder, 'models/kept/old.bin'), 'w');
  await removeUnlistedFiles(folder);

  const left = await readdir(folder, { recursive: true });
  expect(left.toSorted()).toEqual([
    FILE_LIST,
    'index.cjs',
    'models',
    'models/kept',
    'models/kept/weights.bin',
  ]);
});
