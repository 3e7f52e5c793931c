import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { whatDeployRefuses } from './what-deploy-refuses.ts';

it('names models that are not committed, and how to commit them', async () => {
  const repository = await mkdtemp(join(tmpdir(), 'pilotlight-rehearse-'));
  onTestFinished(() => rm(repository, { recursive: true }));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'pipe' });
  const clone = { repository, modelsDirectory: join(repository, 'models') };
  git('init');
  await mkdir(join(clone.modelsDirectory, 'shapes/1'), { recursive: true });
  await writeFile(join(clone.modelsDirectory, 'shapes/1/manifest.json'), '{}');
  expect(await whatDeployRefuses(clone)).toEqual([
    'npm run deploy, which refuses these models: models/ is not committed; fix: git add models && git commit',
  ]);
  git('add', 'models');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'models');
  expect(await whatDeployRefuses(clone)).toEqual([]);
});
