import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adopt, type AdoptOptions } from './adopt.ts';

const REPOSITORY = join(import.meta.dirname, '../../../..');
const OWN = [
  'firebase.json',
  'apps/inference/config/.env',
  'apps/warmup/config/.env',
  'apps/web/.env',
  'monitoring',
];

let project: string;
let clone: string;
beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), 'pilotlight-adopt-')));
  clone = join(project, 'pilotlight');
  for (const file of OWN) await cp(join(REPOSITORY, file), join(clone, file), { recursive: true });
});
afterEach(() => rm(project, { recursive: true }));

const theirs = {
  functions: { source: 'functions', predeploy: ['npm --prefix "$RESOURCE_DIR" run lint'] },
  hosting: { public: 'public', site: 'shop', rewrites: [{ source: '/api', function: 'api' }] },
  firestore: { rules: 'firestore.rules' },
};
const PLAIN: AdoptOptions = { codebases: { inference: 'inference', warmup: 'warmup' }, page: undefined };
const given = (config: object, indent = 2) =>
  writeFile(join(project, 'firebase.json'), `${JSON.stringify(config, undefined, indent)}\n`);
const firebaseJson = () => readFile(join(project, 'firebase.json'), 'utf8');
const valuesOf = async (file: string) => parseEnv(await readFile(join(clone, file), 'utf8'));

/** Returns the services that the filters in a folder of `monitoring/` name. */
async function servicesIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(join(clone, 'monitoring', folder), { recursive: true });
  const files = entries.filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(
    files.map((name) => readFile(join(clone, 'monitoring', folder, name), 'utf8')),
  );
  for (const text of texts) JSON.parse(text);
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/service_name=\\"(.*?)\\"/g)].map(([, name = '']) => name)),
  );
}

it('is adopted by the project of examples/existing-project, which keeps all that it has', async () => {
  const example = join(REPOSITORY, 'examples/existing-project');
  await cp(example, project, { recursive: true });
  await adopt(clone, undefined, PLAIN);
  const { functions, ...rest } = JSON.parse(await firebaseJson());
  const { functions: own, ...others } = JSON.parse(await readFile(join(example, 'firebase.json'), 'utf8'));
  expect(rest).toEqual(others);
  expect(functions).toEqual([
    own,
    expect.objectContaining({ codebase: 'inference' }),
    expect.objectContaining({ codebase: 'warmup' }),
  ]);
});

it('adds two codebases, and leaves all else as it is', async () => {
  await given(theirs, 4);
  const adopted = await adopt(clone, undefined, PLAIN);
  expect(adopted).toMatchObject({ folder: project, path: 'pilotlight', theirs: ['default'] });
  const text = await firebaseJson();
  expect(text).toContain('\n    "functions": [');
  expect(JSON.parse(text)).toEqual({
    ...theirs,
    functions: [
      theirs.functions,
      {
        codebase: 'inference',
        predeploy: 'npm --prefix pilotlight run --silent deploy:build inference',
        source: 'pilotlight/apps/inference/dist',
        configDir: 'pilotlight/apps/inference/config',
        runtime: 'nodejs24',
        ignore: expect.arrayContaining(['Dockerfile', 'node_modules']),
      },
      expect.objectContaining({ codebase: 'warmup', source: 'pilotlight/apps/warmup/dist' }),
    ],
  });
});

it('gives functions and codebases the chosen names, and changes them in a second run', async () => {
  await given(theirs);
  await adopt(clone, project, { ...PLAIN, predict: 'ask' });
  const codebases = { inference: 'models', warmup: 'models-warm' };
  await adopt(clone, project, { codebases, page: undefined, predict: 'askModel', warmUp: 'keep_warm' });
  const { functions }: { functions: { codebase?: string }[] } = JSON.parse(await firebaseJson());
  expect(functions.map(({ codebase }) => codebase)).toEqual([undefined, 'models', 'models-warm']);
  expect(await valuesOf('apps/inference/config/.env')).toMatchObject({ PREDICT_FUNCTION: 'askModel' });
  expect(await valuesOf('apps/warmup/config/.env')).toMatchObject({
    WARM_UP_FUNCTION: 'keep_warm',
    WARM_UP_TARGETS: '["askModel"]',
  });
  expect(await valuesOf('apps/web/.env')).toMatchObject({ VITE_PREDICT_FUNCTION: 'askModel' });
  expect(await servicesIn('predict')).toEqual(new Set(['askmodel']));
  expect(await servicesIn('warm-up')).toEqual(new Set(['keep-warm']));
});

it('adds the page to their sites if it is wanted', async () => {
  await given(theirs);
  await adopt(clone, project, { ...PLAIN, page: 'models' });
  await adopt(clone, project, { ...PLAIN, page: 'models' });
  const { hosting } = JSON.parse(await firebaseJson());
  expect(hosting).toMatchObject([
    theirs.hosting,
    {
      target: 'models',
      public: 'pilotlight/apps/web/dist',
      predeploy: 'npm --prefix pilotlight run --silent deploy:build page',
    },
  ]);
});

it.each<[string, object, Partial<AdoptOptions>, RegExp]>([
  ['a codebase of that name', { functions: { source: 'a', codebase: 'warmup' } }, {}, /--warm-up-codebase/],
  ['a site without a name', { hosting: { public: 'public' } }, { page: 'models' }, /add "site"/],
  [
    'a site of that name',
    { hosting: { target: 'x', public: 'public' } },
    { page: 'x' },
    /already has the Hosting site x/,
  ],
  ['a name for no function', {}, { predict: '1st' }, /1st must be a function name/],
  ['one name for both', {}, { predict: 'ask', warmUp: 'Ask' }, /both functions/],
  [
    'a name for no codebase',
    {},
    { codebases: { inference: 'A b', warmup: 'w' } },
    /A b is not a valid codebase/,
  ],
])('changes nothing for %s, and says why', async (_, config, options, message) => {
  await given(config);
  await expect(adopt(clone, project, { ...PLAIN, ...options })).rejects.toThrow(message);
  expect(JSON.parse(await firebaseJson())).toEqual(config);
  expect(await valuesOf('apps/inference/config/.env')).toMatchObject({ PREDICT_FUNCTION: 'predict' });
});

it('says what is wrong with a folder that is no project, or does not hold the clone', async () => {
  const elsewhere = join(project, 'elsewhere');
  await mkdir(elsewhere);
  await expect(adopt(clone, project, PLAIN)).rejects.toThrow(/npx firebase init makes one/);
  await expect(adopt(clone, elsewhere, PLAIN)).rejects.toThrow(/is not within/);
  await expect(adopt(clone, join(project, 'nowhere'), PLAIN)).rejects.toThrow(/is not a folder/);
  await writeFile(join(project, 'firebase.json'), '// mine\n{}');
  await expect(adopt(clone, project, PLAIN)).rejects.toThrow(/comments are not allowed/);
});
