import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkModelsUploaded } from './check-models-uploaded.ts';

const manifest = JSON.stringify({ files: { 'weights.bin': 'sha256-…', 'shards/1.bin': 'sha256-…' } });

let models: string;
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'pilotlight-models-'));
  await mkdir(join(models, 'digits/1'), { recursive: true });
  await writeFile(join(models, 'digits/1/manifest.json'), manifest);
});
afterEach(() => rm(models, { recursive: true }));

it('finds a file that several models have where that is stored once', async () => {
  await writeFile(
    join(models, 'digits/1/manifest.json'),
    JSON.stringify({ files: { 'engine.wasm': `sha256-${'a'.repeat(64)}` } }),
  );
  const archive = new AdmZip();
  archive.addLocalFolder(models, 'models');
  expect(await checkModelsUploaded(models, [{ archive }])).toHaveLength(1);
  archive.addFile(`models/_shared/${'a'.repeat(64)}`, Buffer.from('it'));
  expect(await checkModelsUploaded(models, [{ archive }])).toEqual([]);
});

function archiveOf(...files: string[]) {
  const archive = new AdmZip();
  for (const file of files) archive.addFile(`models/digits/1/${file}`, Buffer.from(manifest));
  return { archive };
}

it('is content where every file of every model is in an archive', async () => {
  const codebases = [archiveOf(), archiveOf('manifest.json', 'weights.bin', 'shards/1.bin')];
  expect(await checkModelsUploaded(models, codebases)).toEqual([]);
});

it('finds a model, or a file of one, that was left out', async () => {
  expect(await checkModelsUploaded(models, [archiveOf('weights.bin')])).toMatchObject([
    { problem: 'digits/1/manifest.json was not uploaded' },
  ]);
  expect(await checkModelsUploaded(models, [archiveOf('manifest.json', 'weights.bin')])).toMatchObject([
    { problem: 'shards/1.bin of digits/1/manifest.json was not uploaded' },
  ]);
});
