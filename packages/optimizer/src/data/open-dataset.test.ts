import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OptimizerError } from '../optimizer-error.ts';
import { spread } from './dataset.ts';
import { openDataset } from './open-dataset.ts';
import { refuseSharedData } from './refuse-shared-data.ts';
import { writeIdxPair } from './testing/idx.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (path: string) => openDataset(join(folder, path), 'evaluation');

describe('IDX', () => {
  it('reads pixels and classes', async () => {
    await writeIdxPair(folder, { pixels: [7, 9], labels: [3, 1] });
    const data = await openDataset(folder, 'calibration');
    expect(data.count).toBe(2);
    expect(await data.read(1)).toMatchObject({
      question: { kind: 'pixels', pixels: Buffer.of(9, 9, 9, 9), shape: [2, 2] },
      truth: { kind: 'class', label: 1 },
    });
  });

  it('takes the part of a folder that fits the purpose', async () => {
    await writeIdxPair(folder, { prefix: 'train-', pixels: [1], labels: [0] });
    await writeIdxPair(folder, { prefix: 't10k-', pixels: [1, 2], labels: [0, 1] });
    expect((await openDataset(folder, 'calibration')).count).toBe(1);
    expect((await openDataset(folder, 'evaluation')).count).toBe(2);
    await writeIdxPair(folder, { prefix: 'test2-', pixels: [1], labels: [0] });
    await expect(openDataset(folder, 'evaluation')).rejects.toThrow('choose one by giving the file itself');
  });

  it('refuses classes that are missing, too few, or cut off', async () => {
    const images = await writeIdxPair(folder, { pixels: [7, 9], labels: [3] });
    await expect(openDataset(images, 'evaluation')).rejects.toThrow('2 pictures');
    await rm(join(folder, 'labels-idx1-ubyte'));
    await expect(openDataset(images, 'evaluation')).rejects.toThrow('has no file of classes beside it');
    await writeIdxPair(folder, { pixels: [7, 9], labels: [3, 4] });
    await truncate(images, 30);
    await expect(openDataset(images, 'evaluation')).rejects.toThrow('is not a complete gzip file');
  });
});

describe('a folder of pictures by class', () => {
  it('reads the pictures and the names of their folders', async () => {
    for (const name of ['cat/1.jpg', 'cat/notes.txt', 'dog/2.PNG', '.hidden/3.jpg']) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), name);
    }
    const data = await openDataset(folder, 'evaluation');
    expect([data.count, data.classes]).toEqual([2, ['cat', 'dog']]);
    const { question, truth } = await data.read(1);
    expect(truth).toEqual({ kind: 'class', label: 'dog' });
    expect(question).toEqual({ kind: 'image', bytes: Buffer.from('dog/2.PNG') });
  });

  it('refuses a folder without pictures', async () => {
    await expect(openDataset(folder, 'evaluation')).rejects.toThrow('has no folders of pictures');
  });
});

describe('JSON lines', () => {
  it('reads instances with labels, or with targets', async () => {
    await writeFile(
      join(folder, 'a.jsonl'),
      '{"instance": [1], "label": "cat"}\n\n{"instance": {"x": 2}, "label": 1}\n',
    );
    const data = await open('a.jsonl');
    expect(data.count).toBe(2);
    expect(await data.read(1)).toMatchObject({
      name: expect.stringContaining('line 3'),
      truth: { label: 1 },
    });
    await writeFile(join(folder, 'b.jsonl'), '{"instance": 1, "target": 0.5}');
    expect((await (await open('b.jsonl')).read(0)).truth).toEqual({ kind: 'values', values: [0.5] });
  });

  it.each([
    ['{"instance": 1}', 'either a "label" or a "target"'],
    ['{"instance": 1, "label": 1, "target": 1}', 'either a "label" or a "target"'],
    ['{"instance": 1, "label": -1}', 'line 1'],
    ['{"instance": 1, "label": 0}\n{"instance": 1, "target": 2}', 'use only one of the two'],
    ['{"instance": 1, "target": []}', 'line 1'],
    ['{"instance": 1, "target": 1e999}', 'line 1'],
    ['no json', 'line 1'],
    ['\n\n', 'no examples'],
    ['', 'empty'],
  ])('refuses %j', async (content, message) => {
    await writeFile(join(folder, 'a.jsonl'), content);
    const error: unknown = await open('a.jsonl').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OptimizerError);
    expect(String(error)).toContain(message);
  });
});

it('refuses a path without data', async () => {
  await expect(open('nothing')).rejects.toThrow('does not exist');
  await writeFile(join(folder, 'a.txt'), 'text');
  await expect(open('a.txt')).rejects.toThrow('is not readable data');
});

it('refuses the same pictures for making and for judging a model, under any name', async () => {
  const images = await writeIdxPair(join(folder, 'a'), { pixels: [7, 9], labels: [3, 4] });
  await writeIdxPair(join(folder, 'b'), { pixels: [7, 8], labels: [3, 4] });
  await cp(join(folder, 'a'), join(folder, 'copy'), { recursive: true });
  const [a, b, copy] = [await openDataset(images, 'evaluation'), await open('b'), await open('copy')];
  await expect(refuseSharedData(a, a)).rejects.toThrow('proves nothing');
  await expect(refuseSharedData(a, copy)).rejects.toThrow('proves nothing');
  await expect(refuseSharedData(a, b)).resolves.toBeUndefined();
});

it('spreads chosen examples over all', async () => {
  await writeIdxPair(folder, {
    pixels: Array.from({ length: 10 }, () => 0),
    labels: Array.from({ length: 10 }, () => 0),
  });
  const data = await openDataset(folder, 'evaluation');
  expect(spread(data, 4)).toEqual([0, 2, 5, 7]);
  expect(spread(data, 100)).toHaveLength(10);
});
