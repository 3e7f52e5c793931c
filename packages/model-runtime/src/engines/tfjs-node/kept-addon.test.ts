import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ADDON_FOLDERS, keptAddonFolder, linkKeptAddon } from './kept-addon.ts';

let folder: string;
let tfjsNode: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-kept-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  tfjsNode = join(folder, 'node_modules/@tensorflow/tfjs-node');
  await mkdir(tfjsNode, { recursive: true });
  await writeFile(join(tfjsNode, 'package.json'), JSON.stringify({ version: '4.22.0' }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const link = () => linkKeptAddon(createRequire(join(folder, 'any.js')));

it('links the addon of the machine into a newly installed package', async () => {
  for (const name of ADDON_FOLDERS) {
    const kept = join(keptAddonFolder('4.22.0'), name);
    await mkdir(kept, { recursive: true });
    await writeFile(join(kept, 'file'), name);
  }
  expect(link()).toBe(true);
  for (const name of ADDON_FOLDERS) expect(await readFile(join(tfjsNode, name, 'file'), 'utf8')).toBe(name);
  expect(link()).toBe(false);
});

it('does nothing if no addon is kept for that version, or there is no package', async () => {
  await mkdir(join(keptAddonFolder('4.21.0'), 'lib'), { recursive: true });
  expect(link()).toBe(false);
  await rm(tfjsNode, { recursive: true });
  expect(link()).toBe(false);
});
