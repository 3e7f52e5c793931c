import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY, startFunction } from '@pilotlight/local-platform';
import AdmZip from 'adm-zip';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from './ask.ts';
import { install } from './install.ts';
import { sampleQuestions } from './sample-question.ts';

it('serves the same with npm’s Functions Framework, in case the platform ever refuses the bundled one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-npm-framework-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const built = join(folder, 'built');
  await promisify(execFile)(process.execPath, ['build/main.ts', '--output', built], {
    cwd: join(REPOSITORY, 'apps/inference'),
    env: { ...process.env, PILOTLIGHT_FRAMEWORK: 'npm' },
  });
  const archive = new AdmZip();
  archive.addLocalFolder(built);
  const directory = join(folder, 'installed');
  await mkdir(directory);
  const uploaded = { name: 'inference', archive, archiveBytes: 0, functions: [] };
  const { packages, problems } = await install(uploaded, directory);
  expect(problems).toEqual([]);
  expect(packages).toBeGreaterThan(50);

  const running = await startFunction({
    directory,
    target: 'predict',
    env: {},
  });
  onTestFinished(() => running.stop());
  const answers = await ask(running.url, 'demo-pilotlight', sampleQuestions(archive));
  expect(answers).toMatchObject([{ model: 'digits', version: 2, engine: 'wasm' }]);
});
