import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { digitTabPlugin } from './digit-tab.ts';

const root = join(import.meta.dirname, '..');

async function builtPage(models: string, folder: string): Promise<string> {
  const outDir = join(folder, 'page');
  const plugins = [digitTabPlugin(models)];
  await build({ root, configFile: false, logLevel: 'error', plugins, build: { outDir, emptyOutDir: true } });
  return readFile(join(outDir, 'index.html'), 'utf8');
}

test('the page has a tab for digits only if that model is served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-digit-tab-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const models = join(folder, 'models');
  const own = await builtPage(models, folder);
  expect(own).toContain('id="playground-tab"');
  expect(own).toContain('id="photograph-panel"');
  expect(own).not.toMatch(/id="(digit-tab|digit-panel|pad|result)"/);

  await cp(join(root, '../../models/digits/2'), join(models, 'digits/2'), { recursive: true });
  const both = await builtPage(models, folder);
  expect(both).toContain('id="digit-tab"');
  expect(both).toContain('id="digit-panel"');
});
