import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('replaces the old file, and leaves no other file', async () => {
  const file = join(folder, 'report.html');
  await writeWhole(file, 'first');
  await Promise.all(['second', 'third'].map((text) => writeWhole(file, text)));
  expect(await readFile(file, 'utf8')).toMatch(/^(second|third)$/);
  expect(await readdir(folder)).toEqual(['report.html']);
});

it('keeps the old file, and leaves no other file, if it fails', async () => {
  await mkdir(join(folder, 'report.html'));
  await expect(writeWhole(join(folder, 'report.html'), 'text')).rejects.toThrow('directory');
  expect(await readdir(folder)).toEqual(['report.html']);
  await expect(writeWhole(join(folder, 'nowhere/report.html'), 'text')).rejects.toThrow('ENOENT');
});
