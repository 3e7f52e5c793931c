import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { watchModels, watchParameters } from './watch-models.ts';

it('notices a model that is moved into place, and ignores the folders that commands work in', async () => {
  const models = await mkdtemp(join(tmpdir(), 'pilotlight-watch-'));
  onTestFinished(() => rm(models, { recursive: true, force: true }));
  const watched = watchModels(models);
  onTestFinished(() => watched.stop());
  let hasChanged = false;
  void watched.changed.then(() => (hasChanged = true));

  const work = join(models, '.adding-1');
  await mkdir(work);
  await writeFile(join(work, 'manifest.json'), '{}');
  await delay(1_000);
  expect(hasChanged).toBe(false);

  await rename(work, join(models, 'flowers'));
  await watched.changed;
});

it.each(['.env', '.env.demo-pilotlight'])('notices changed parameters in %s', async (file) => {
  const config = await mkdtemp(join(tmpdir(), 'pilotlight-watch-'));
  onTestFinished(() => rm(config, { recursive: true, force: true }));
  const watched = watchParameters(config);
  onTestFinished(() => watched.stop());
  let hasChanged = false;
  void watched.changed.then(() => (hasChanged = true));

  await writeFile(join(config, '.env.swp~'), '');
  await delay(1_000);
  expect(hasChanged).toBe(false);

  await writeFile(join(config, file), 'REQUIRE_SIGN_IN=true');
  await watched.changed;
});
