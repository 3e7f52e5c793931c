import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Codebase } from './finding.ts';
import { uploadedModels } from './uploaded-models.ts';

it.each([
  ['', [3, 2, 1]],
  ['PREDICT_VERSIONS=all\n', [3, 2, 1]],
  ['PREDICT_VERSIONS=labeled\n', [2, 1]],
])('counts the versions that the build takes with the .env %j', async (settings, versions) => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const modelsDirectory = join(folder, 'models');
  for (const version of ['1', '2', '3'])
    await mkdir(join(modelsDirectory, 'digits', version), { recursive: true });
  const labels = { stable: { version: 1 }, canary: { version: 2 } };
  await writeFile(join(modelsDirectory, 'digits/version-labels.json'), JSON.stringify(labels));
  await writeFile(join(folder, '.env'), settings);
  const inference: Codebase = {
    app: 'inference',
    name: 'inference',
    source: folder,
    configDirectory: folder,
    runtime: 'nodejs24',
    ignore: [],
  };
  const uploaded = await uploadedModels({ codebases: [inference], modelsDirectory });
  expect(uploaded.map(({ version }) => version)).toEqual(versions);
});
