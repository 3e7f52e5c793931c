import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refuseToOverwrite, writeDirectory } from './output-directory.ts';
import { TrainDigitsError } from '../train-digits-error.ts';

let parent: string;
let directory: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'output-'));
  directory = join(parent, '1');
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

it('refuses an existing folder and names the option that replaces it', async () => {
  await refuseToOverwrite(directory);
  await mkdir(directory);
  await expect(refuseToOverwrite(directory)).rejects.toThrow(TrainDigitsError);
  await expect(refuseToOverwrite(directory)).rejects.toThrow('`--force`');
});

it('replaces all the old contents', async () => {
  await mkdir(directory);
  await writeFile(join(directory, 'old'), '');
  await writeDirectory({ directory, fill: (temporary) => writeFile(join(temporary, 'new'), 'text') });
  expect(await readdir(parent)).toEqual(['1']);
  expect(await readdir(directory)).toEqual(['new']);
});

it('keeps the old contents if the new ones cannot be finished', async () => {
  await mkdir(directory);
  await writeFile(join(directory, 'old'), 'text');
  const writing = writeDirectory({
    directory,
    async fill(temporary) {
      await writeFile(join(temporary, 'new'), '');
      throw new Error('disk full');
    },
  });
  await expect(writing).rejects.toThrow('disk full');
  expect(await readdir(parent)).toEqual(['1']);
  expect(await readFile(join(directory, 'old'), 'utf8')).toBe('text');
});
