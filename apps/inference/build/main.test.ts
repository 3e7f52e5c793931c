import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const DIGITS = join(import.meta.dirname, '../../../models/digits/1');

/** Builds the models of a folder into its `dist/`. */
async function build(folder: string) {
  const output = join(folder, 'dist');
  const options = [`--models=${join(folder, 'models')}`, `--output=${output}`];
  const script = join(import.meta.dirname, 'main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...options]);
  return { output, stdout };
}

it('serves a model that an earlier Pilotlight added, and says in one line that its snapshot is not used', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/old/1');
  await cp(DIGITS, model, { recursive: true });
  await rename(join(model, 'snapshot'), join(model, 'frozen'));
  const manifest = await readFile(join(model, 'manifest.json'), 'utf8');
  await writeFile(join(model, 'manifest.json'), manifest.replaceAll('"snapshot/', '"frozen/'));

  const { stdout } = await build(folder);
  expect(stdout).toMatch(
    /^snapshot +old\/1 has one of an earlier form .*; npx pilotlight snapshot old takes/m,
  );
  expect(stdout.match(/^snapshot/gm)).toHaveLength(1);
});

it('declares the memory that the models need, and the processors that Cloud Run wants with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const model = join(folder, 'models/large/1');
  await cp(DIGITS, model, { recursive: true });
  const manifest: object = JSON.parse(await readFile(join(model, 'manifest.json'), 'utf8'));
  await writeFile(join(model, 'manifest.json'), JSON.stringify({ ...manifest, memoryMiB: 9000 }));

  const { output, stdout } = await build(folder);
  expect(stdout).toMatch(/^memory +16GiB: .*9000 asked for$/m);
  const declared: object = JSON.parse(await readFile(join(output, 'functions.yaml'), 'utf8'));
  expect(declared).toMatchObject({ endpoints: { predict: { availableMemoryMb: 16_384, cpu: 4 } } });
});
