import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownName, sweepLeftovers } from './leftovers.ts';
import { thisOwner } from './owner.ts';
import { deadOwner } from './testing/dead-owner.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-left-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('removes the leftovers of a killed process, with their content', async () => {
  const left = join(folder, `.adding-${deadOwner()}-0123abcd`);
  await mkdir(left);
  await writeFile(join(left, 'file'), 'content');
  const rescued: string[] = [];
  await sweepLeftovers(folder, '.adding', async (path) => void rescued.push(path));
  expect(await readdir(folder)).toEqual([]);
  expect(rescued).toEqual([left]);
});

it('keeps files of running processes, also on other machines, and files of others', async () => {
  const another = thisOwner().replace(/^[0-9a-f]{8}/, 'ffffffff');
  const names = [
    ownName('.adding'),
    `.adding-${another}-0123abcd`,
    `.other-${deadOwner()}-0123abcd`,
    `.adding-more-${deadOwner()}-0123abcd`,
    '.adding-mine',
    'adding',
  ];
  for (const name of names) await mkdir(join(folder, name));
  await sweepLeftovers(folder, '.adding');
  expect((await readdir(folder)).toSorted()).toEqual(names.toSorted());
});

it('also compares the start of a process, because process numbers are reused', async () => {
  const before = thisOwner().replace(/-[0-9]+$/, '-1');
  await mkdir(join(folder, `.adding-${before}-0123abcd`));
  await sweepLeftovers(folder, '.adding');
  // Only Linux reports the start of a process.
  expect(await readdir(folder)).toHaveLength(process.platform === 'linux' ? 0 : 1);
});

it('does nothing if the folder does not exist', async () => {
  await expect(sweepLeftovers(join(folder, 'nowhere'), '.adding')).resolves.toBeUndefined();
});
