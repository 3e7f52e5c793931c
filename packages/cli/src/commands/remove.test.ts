import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-remove-'));
  for (const version of ['shop-1/1', 'shop-1/2', 'shop-2/1', 'other/1'])
    await mkdir(join(models, version), { recursive: true });
});
afterEach(() => rm(models, { recursive: true, force: true }));

const remove = (...args: string[]) => runPilotlight(['remove', ...args, '--models', models], {});
async function left(): Promise<string[]> {
  const entries = await readdir(models, { recursive: true });
  return entries.filter((entry) => /\d$/.test(entry) && entry.includes('/')).toSorted();
}

it('removes one version, or all of a model, with the folder that is empty then', async () => {
  expect(remove('shop-1', '--version', '1')).toEqual({
    status: 0,
    stdout: 'shop-1, version 1, is removed\n',
    stderr: '',
  });
  expect(await left()).toEqual(['other/1', 'shop-1/2', 'shop-2/1']);
  expect(remove('shop-1', 'other', '--json').stdout).toContain('"isRemoved": true');
  expect(await readdir(models)).toEqual(['shop-2']);
});

it('only lists the models that a pattern matches, without --yes', async () => {
  expect(remove('shop-*').stdout).toBe(
    'shop-1, version 2\nshop-1, version 1\nshop-2, version 1\nNothing was removed: --yes removes all 3.\n',
  );
  expect(await left()).toHaveLength(4);
  expect(remove('shop-*', '--version', '1', '--yes').status).toBe(0);
  expect(await left()).toEqual(['other/1', 'shop-1/2']);
});

it('removes nothing if a name is not a model, a version does not exist, or one is being written', async () => {
  expect(remove('shop-1', 'flowers')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no served model is called flowers'),
  });
  expect(remove('shop-1', '--version', '7').stderr).toContain('only shop-1/2, shop-1/1');
  await writeFile(join(models, '.shop-2-1.lock'), '00000000-1-1');
  expect(remove('shop-2')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is being written by another command'),
  });
  expect(await left()).toHaveLength(4);
});
