import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAdopted, ownTargets, readClone } from './read-clone.ts';

let project: string;
let repository: string;
beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), 'pilotlight-project-')));
  repository = join(project, 'tools/pilotlight');
  await mkdir(repository, { recursive: true });
  await writeJson(join(repository, 'firebase.json'), {
    functions: [codebase('inference', ''), codebase('warmup', '')],
    hosting: { target: 'page', public: 'apps/web/dist' },
  });
  await writeJson(join(repository, '.firebaserc'), { projects: { default: 'demo-own' } });
});
afterEach(() => rm(project, { recursive: true }));

const writeJson = (file: string, value: object) => writeFile(file, JSON.stringify(value));
const codebase = (app: string, path: string, name = app) => ({
  codebase: name,
  source: `${path}apps/${app}/dist`,
  configDir: `${path}apps/${app}/config`,
  runtime: 'nodejs24',
});

it('uses its own firebase.json where no project has adopted it', async () => {
  await writeJson(join(project, 'firebase.json'), { functions: { source: 'functions' } });
  const clone = await readClone(repository);
  expect(clone).toMatchObject({ directory: repository, project: 'demo-own', page: { target: 'page' } });
  expect(isAdopted(clone)).toBe(false);
  expect(ownTargets(clone)).toBe('functions:inference,functions:warmup,hosting:page');
});

it('uses the firebase.json of the project that has adopted it, and only its own parts of it', async () => {
  await writeJson(join(project, 'firebase.json'), {
    functions: [
      { source: 'functions', runtime: 'nodejs22' },
      codebase('inference', 'tools/pilotlight/', 'models'),
      codebase('warmup', './tools/pilotlight/', 'models-warm'),
    ],
    hosting: [{ site: 'shop', public: 'public' }],
    firestore: { rules: 'firestore.rules' },
  });
  await writeJson(join(project, '.firebaserc'), { projects: { staging: 'demo-shop' } });
  const clone = await readClone(repository, 'staging');
  expect(clone).toMatchObject({
    repository,
    directory: project,
    project: 'demo-shop',
    alias: 'staging',
    page: undefined,
    codebases: [
      { app: 'inference', name: 'models', source: join(repository, 'apps/inference/dist') },
      { app: 'warmup', name: 'models-warm', configDirectory: join(repository, 'apps/warmup/config') },
    ],
    modelsDirectory: join(repository, 'models'),
  });
  expect(isAdopted(clone)).toBe(true);
  expect(ownTargets(clone)).toBe('functions:models,functions:models-warm');
});

it.each(['', 'no json', '[]', '{"functions": 3}'])('ignores a firebase.json of %j above it', async (text) => {
  await writeFile(join(project, 'firebase.json'), text);
  expect((await readClone(repository)).directory).toBe(repository);
});
