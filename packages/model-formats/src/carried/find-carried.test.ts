import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { FIXTURES } from '../testing/fixtures.ts';

/** A model with eight classes, and these files beside it. */
async function carriedBeside(files: Readonly<Record<string, string>>, model = 'conv/tfjs-layers') {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-carried-'));
  try {
    const path = join(folder, 'model');
    await cp(join(FIXTURES, model), path, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
    return (await inspectModel(path)).carried;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const names = Array.from({ length: 8 }, (_, at) => `Class ${at + 1}`);
const numbered = names.map((name, at) => `${at} ${name}`).join('\n');

it('takes labels and pixels from what Teachable Machine writes', async () => {
  const metadata = {
    tfjsVersion: '1.3.1',
    packageName: '@teachablemachine/image',
    labels: names,
    imageSize: 224,
  };
  expect(await carriedBeside({ 'metadata.json': JSON.stringify(metadata) })).toEqual({
    labels: { from: 'metadata.json', names },
    pixels: { from: 'metadata.json', mean: [127.5], std: [127.5], crop: 'center' },
  });
});

it.each(['labels.txt', 'dict.txt', 'flower_labels.txt'])('takes labels from %s', async (file) => {
  expect(await carriedBeside({ [file]: `${numbered}\r\n` })).toEqual({ labels: { from: file, names } });
});

it('takes labels beside a SavedModel', async () => {
  const { labels } = await carriedBeside({ 'labels.txt': numbered }, 'conv/saved_model');
  expect(labels?.names).toEqual(names);
});

it.each([
  ['another number of labels', { 'labels.txt': 'one\ntwo' }],
  ['no JSON', { 'metadata.json': '{' }],
  ['other JSON', { 'metadata.json': '{"labels": "eight"}' }],
  ['a file too large to be read', { 'labels.txt': `${numbered}${' '.repeat(2_000_000)}` }],
  ['an empty file', { 'labels.txt': '' }],
])('passes over %s', async (_, files) => {
  expect(await carriedBeside(files)).toEqual({});
});

it('reads the metadata of a TensorFlow Lite file, and its labels from the archive behind it', async () => {
  const { carried } = await inspectModel(join(FIXTURES, 'tflite/metadata/picture.tflite'));
  const from = 'the metadata in picture.tflite';
  expect(carried).toEqual({
    labels: { from, names: ['daisy', 'dandelion', 'tulip'] },
    pixels: { from, mean: [127.5, 120, 100], std: [127.5, 60, 50], crop: 'none' },
  });
});
