import { cp, mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const DENSE = join(import.meta.dirname, '../../../model-runtime/fixtures/dense');

let folder: string;
let models: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-add-many-'));
  models = join(folder, 'models');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('adds many at a time, continues after a failure, and names the failed one at the end', async () => {
  const shops = join(folder, 'shops');
  await mkdir(shops);
  await cp(join(DENSE, 'tfjs-graph'), join(shops, 'north'), { recursive: true });
  await cp(join(DENSE, 'float.tflite'), join(shops, 'south.tflite'));
  await writeFile(join(shops, 'east.tflite'), 'not a model');
  const paths = (await readdir(shops)).map((name) => join(shops, name));
  const { status, stdout } = runPilotlight(['add', ...paths, '--models', models, '--no-compare'], {});
  expect(status).toBe(1);
  const lines = stdout.split('\n');
  expect(lines.filter((line) => /^[123]\/3 {2}/.test(line))).toHaveLength(3);
  expect(stdout).toMatch(/north, version 1, on wasm, with a snapshot$/m);
  expect(stdout).toMatch(/south, version 1, on litert, with/m);
  expect(stdout).toMatch(/2 of 3 models were added\.\n {2}\S+east\.tflite: not added: .+\n$/);
  expect((await readdir(models)).toSorted()).toEqual(['north', 'south']);
});

it('adds none if two would get the same name, or all the same one', () => {
  const [a, b] = [join(folder, 'a/model.json'), join(folder, 'b/model.json')];
  const add = (...more: string[]) => runPilotlight(['add', a, b, '--models', models, ...more], {}).stderr;
  expect(add()).toContain('would both be called model: add them one by one, with --name');
  expect(add('--name', 'shop')).toContain('--name and --version are for one model');
});
