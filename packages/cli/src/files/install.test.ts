import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFolder } from './install.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pilotlight-place-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('makes a folder of what was written', async () => {
  await installFolder(join(parent, 'out'), (scratch) => writeFile(join(scratch, 'file'), 'text'));
  expect(await readdir(parent)).toEqual(['out']);
  expect(await readFile(join(parent, 'out/file'), 'utf8')).toBe('text');
});

it('leaves nothing if the disk becomes full meanwhile', async () => {
  const writing = installFolder(join(parent, 'out'), async (scratch) => {
    await writeFile(join(scratch, 'first'), 'text');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await expect(writing).rejects.toThrow('no space left');
  expect(await readdir(parent)).toEqual([]);
});

it('does not overwrite what appears meanwhile', async () => {
  const writing = installFolder(join(parent, 'out'), () => writeFile(join(parent, 'out'), 'mine'));
  await expect(writing).rejects.toThrow('already exists');
  expect(await readFile(join(parent, 'out'), 'utf8')).toBe('mine');
  expect(await readdir(parent)).toEqual(['out']);
});
