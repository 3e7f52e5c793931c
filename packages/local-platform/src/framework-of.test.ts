import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { frameworkOf } from './framework-of.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pilotlight-framework-of-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const write = async (file: string, content: object) => {
  await mkdir(dirname(join(directory, file)), { recursive: true });
  await writeFile(join(directory, file), JSON.stringify(content));
};
const NAME = '@google-cloud/functions-framework';
const bin = { 'functions-framework': 'start.js' };

it('is the one installed here, if a folder names none or has not installed it', async () => {
  expect(await frameworkOf(directory)).toMatch(/functions-framework\/build\/src\/main\.js$/);
  await write('package.json', { dependencies: { [NAME]: '5.0.5' } });
  expect(await frameworkOf(directory)).toMatch(/functions-framework\/build\/src\/main\.js$/);
});

it('is the one that a folder contains', async () => {
  await write('package.json', { dependencies: { [NAME]: 'file:along' } });
  await write('along/package.json', { bin });
  expect(await frameworkOf(directory)).toBe(join(directory, 'along/start.js'));
});

it('prefers the one that is installed in the folder', async () => {
  await write('package.json', { dependencies: { [NAME]: 'file:along' } });
  await write('along/package.json', { bin });
  await write(`node_modules/${NAME}/package.json`, { bin });
  expect(await frameworkOf(directory)).toBe(join(directory, 'node_modules', NAME, 'start.js'));
});
