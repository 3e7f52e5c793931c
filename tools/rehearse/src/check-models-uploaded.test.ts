import AdmZip from 'adm-zip';
import { expect, it } from 'vitest';
import { checkModelsUploaded } from './check-models-uploaded.ts';

const manifest = JSON.stringify({ files: { 'weights.bin': 'sha256-…', 'shards/1.bin': 'sha256-…' } });

const models = [{ model: 'digits', version: 1 }];

it('finds a shared file where it is stored once', () => {
  const lists = JSON.stringify({ files: { 'engine.wasm': `sha256-${'a'.repeat(64)}` } });
  const archive = new AdmZip();
  archive.addFile('models/digits/1/manifest.json', Buffer.from(lists));
  expect(checkModelsUploaded(models, [{ archive }])).toHaveLength(1);
  archive.addFile(`models/_shared/${'a'.repeat(64)}`, Buffer.from('it'));
  expect(checkModelsUploaded(models, [{ archive }])).toEqual([]);
});

it('finds the pages that several snapshots share, if a model shares any', () => {
  const lists = JSON.stringify({ files: {}, pages: { 'snapshot/memory.bin': [[3, 0]] } });
  const archive = new AdmZip();
  archive.addFile('models/digits/1/manifest.json', Buffer.from(lists));
  const problem = 'pages.bin of digits/1/manifest.json was not uploaded';
  expect(checkModelsUploaded(models, [{ archive }])).toEqual([{ where: 'models', problem }]);
  archive.addFile('models/_shared/pages.bin', Buffer.from('them'));
  expect(checkModelsUploaded(models, [{ archive }])).toEqual([]);
});

function archiveOf(...files: string[]) {
  const archive = new AdmZip();
  for (const file of files) archive.addFile(`models/digits/1/${file}`, Buffer.from(manifest));
  return { archive };
}

it('accepts archives that hold every file of every model', () => {
  const codebases = [archiveOf(), archiveOf('manifest.json', 'weights.bin', 'shards/1.bin')];
  expect(checkModelsUploaded(models, codebases)).toEqual([]);
});

it('finds a missing model, or a missing file of one', () => {
  expect(checkModelsUploaded(models, [archiveOf('weights.bin')])).toMatchObject([
    { problem: 'digits/1/manifest.json was not uploaded' },
  ]);
  expect(checkModelsUploaded(models, [archiveOf('manifest.json', 'weights.bin')])).toMatchObject([
    { problem: 'shards/1.bin of digits/1/manifest.json was not uploaded' },
  ]);
});
