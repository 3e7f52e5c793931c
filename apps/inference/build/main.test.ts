import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addonLoads } from '@pilotlight/model-runtime/deployment';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { expect, it, onTestFinished } from 'vitest';

const SAVED_MODEL = join(import.meta.dirname, '../../../packages/cli/fixtures/samples/unit');
const DIGITS = join(import.meta.dirname, '../../../models/digits/1');

/** Builds a folder's models into its `dist/`. */
async function build(folder: string, more: readonly string[] = []) {
  const output = join(folder, 'dist');
  const options = [`--models=${join(folder, 'models')}`, `--output=${output}`, ...more];
  const script = join(import.meta.dirname, 'main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...options]);
  return { output, stdout };
}

it('serves a model that an older Pilotlight added, and says in one line that its snapshot is not used', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/old/1');
  await cp(DIGITS, model, { recursive: true });
  await rename(join(model, 'snapshot'), join(model, 'frozen'));
  const manifest = await readFile(join(model, 'manifest.json'), 'utf8');
  await writeFile(join(model, 'manifest.json'), manifest.replaceAll('"snapshot/', '"frozen/'));

  const { stdout } = await build(folder);
  expect(stdout).toMatch(/^snapshot +old\/1 is not used, .*; take a new one: npx pilotlight snapshot old$/m);
  expect(stdout.match(/^snapshot/gm)).toHaveLength(1);
});

it('declares the memory that the models need, the processors that Cloud Run requires for it, and the chosen name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/large/1');
  await cp(DIGITS, model, { recursive: true });
  const manifest: object = JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8'));
  await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, memoryMiB: 9000 }));

  const settings = join(folder, '.env');
  await writeFile(settings, 'PREDICT_FUNCTION=askModel\nPREDICT_PINNED=["large"]\n');
  const { output, stdout } = await build(folder, [`--settings=${settings}`]);
  expect(stdout).toMatch(/^memory +16GiB: .*9000 requested$/m);
  const declared: object = JSON.parse(await readFile(join(output, 'functions.yaml'), 'utf8'));
  expect(declared).toMatchObject({
    endpoints: { askModel: { entryPoint: 'predict', availableMemoryMb: 16_384, cpu: 4 } },
  });
});

it('leaves versions without a label out of the upload if that is set, and builds nothing with an unclear setting', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const version of [
    'labeled/1',
    'labeled/2',
    'labeled/3',
    'newest/1',
    'newest/2',
    'newest/3',
    'plain/1',
  ])
    await cp(DIGITS, join(folder, 'models', version), { recursive: true });
  const label = (model: string, labels: object) =>
    writeFile(join(folder, 'models', model, 'version-labels.json'), JSON.stringify(labels));
  await label('labeled', { stable: { version: 1 }, canary: { version: 2, share: 0.05 } });
  await label('newest', { old: { version: 1 } });

  const settings = join(folder, '.env');
  await writeFile(settings, 'PREDICT_VERSIONS=tagged\n');
  await expect(build(folder, [`--settings=${settings}`])).rejects.toThrow(
    'PREDICT_VERSIONS is "tagged" and must be all or labeled',
  );
  await writeFile(settings, 'PREDICT_VERSIONS=labeled\n');
  const { output, stdout } = await build(folder, [`--settings=${settings}`]);
  expect(stdout).toMatch(/^models +labeled\/2, labeled\/1, newest\/3, newest\/1, plain\/1$/m);
  expect(stdout).toMatch(/^left out +labeled\/3, newest\/2: no label points to them/m);
  const deployed = join(output, 'models');
  expect(JSON.parse(await readFile(join(deployed, 'index.json'), 'utf8'))).toMatchObject({
    models: { labeled: [2, 1], newest: [3, 1], plain: [1] },
  });
  expect((await readdir(join(deployed, 'labeled'))).toSorted()).toEqual(['1', '2']);
  expect((await readdir(join(deployed, 'newest'))).toSorted()).toEqual(['1', '3']);
});

it('builds a SavedModel without native TensorFlow, and says in one line what is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/unit/1');
  await cp(SAVED_MODEL, model, { recursive: true });
  const names = ['saved_model.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'];
  const digests = await Promise.all(names.map((name) => digestOfFile(join(model, name))));
  const manifest = {
    format: 'saved-model',
    engine: 'tfjs-node',
    entry: 'saved_model.pb',
    signatures: {
      serving_default: {
        inputs: { x: { dtype: 'float32', shape: [-1, 3] } },
        outputs: { y: { dtype: 'float32', shape: [-1, 3] } },
      },
    },
    files: Object.fromEntries(names.map((name, at) => [name, digests[at]])),
    sample: { x: [[3, 4, 0]] },
  };
  await writeFile(join(model, 'manifest.json'), JSON.stringify(manifest));

  const { stdout } = await build(folder);
  expect(stdout).toMatch(/^engines +tfjs-node$/m);
  const said =
    /^native +addon not installed, so unit\/1 did not run during the build: npm run native:setup$/m;
  if (await addonLoads()) expect(stdout).not.toMatch(said);
  else expect(stdout).toMatch(said);
});
