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

it('removes what a process that was killed left, with what is in it', async () => {
  const left = join(folder, `.adding-${deadOwner()}-0123abcd`);
  await mkdir(left);
  await writeFile(join(left, 'file'), 'content');
  const rescued: string[] = [];
  await sweepLeftovers(folder, '.adding', async (path) => void rescued.push(path));
  expect(await readdir(folder)).toEqual([]);
  expect(rescued).toEqual([left]);
});

it('leaves alone what runs, also on another machine, and what is somebody else’s', async () => {
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

it('knows a process by its start too: a number is given again', async () => {
  const before = thisOwner().replace(/-[0-9]+$/, '-1');
  await mkdir(join(folder, `.adding-${before}-0123abcd`));
  await sweepLeftovers(folder, '.adding');
  // Only Linux says when a process began.
  expect(await readdir(folder)).toHaveLength(process.platform === 'linux' ? 0 : 1);
});

it('does nothing where there is no such folder', async () => {
  await expect(sweepLeftovers(join(folder, 'nowhere'), '.adding')).resolves.toBeUndefined();
});
