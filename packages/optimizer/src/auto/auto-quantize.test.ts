import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OFFSET_MODEL, OFFSET_ROWS } from '../correct/testing/offset-model.ts';
import { openDataset } from '../data/open-dataset.ts';
import { digitsManifest } from '../model/testing/digits.ts';
import { restoreValues } from '../quantize/store-values.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { writeTfjsModel } from '../tfjs/write-tfjs-model.ts';
import { autoQuantize } from './auto-quantize.ts';

const DIGITS = join(import.meta.dirname, '../../fixtures/depthwise-digits');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-auto-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function quantize(
  path: string,
  { maxDrop = 0, data = join(DIGITS, 'calibration'), maxExamples = 200 } = {},
) {
  const manifest = await digitsManifest(path);
  const dataset = await openDataset(data, 'calibration');
  const model = await readTfjsModel(path);
  return { model, auto: await autoQuantize({ model, manifest, dataset, maxExamples, maxDrop, scratch }) };
}

const bytesOf = ({ groups }: TfjsModel) => groups.flat().reduce((sum, { bytes }) => sum + bytes.length, 0);

it.each(['tfjs-graph', 'tfjs-layers'])(
  'equalizes the channels of %s, and every kernel fits into bytes',
  async (format) => {
    const { model, auto } = await quantize(join(DIGITS, format), { maxDrop: 0.005 });
    expect(auto.isEqualized).toBe(true);
    expect(auto.drop).toBeLessThanOrEqual(0.005);
    const kernels = auto.model.groups.flat().filter(({ shape }) => shape.length > 1 && shape[0] !== 1);
    expect(kernels.map(({ quantization }) => quantization?.dtype)).toEqual(kernels.map(() => 'uint8'));
    expect(bytesOf(auto.model)).toBeLessThan(bytesOf(model) * 0.4);
  },
);

it('gives the same result each time', async () => {
  const [first, again] = [
    await quantize(join(DIGITS, 'tfjs-graph')),
    await quantize(join(DIGITS, 'tfjs-graph')),
  ];
  expect(again.auto).toEqual(first.auto);
});

it.each([
  ['if the means of channels move', OFFSET_ROWS, true, [2.5, 1.5]],
  ['not if they stay', [...OFFSET_ROWS, ...OFFSET_ROWS.map((row) => row.map((x) => -x))], false, [0.5, -0.5]],
])('corrects biases %s', async (_, inputs, isCorrected, biases) => {
  const folder = join(scratch, 'model');
  await mkdir(folder);
  await writeTfjsModel(OFFSET_MODEL, folder);
  const rows = inputs.map((instance) => JSON.stringify({ instance, target: [1e4, 1e4] }));
  await writeFile(join(scratch, 'rows.jsonl'), rows.join('\n'));
  const { auto } = await quantize(folder, { maxDrop: 0.01, data: join(scratch, 'rows.jsonl') });
  expect(auto.isCorrected).toBe(isCorrected);
  expect(Object.fromEntries(auto.storage)).toEqual({ kernel: 'uint8', bias: 'float16' });
  const bias = auto.model.groups.flat().find(({ name }) => name === 'bias');
  expect(bias && [...restoreValues(bias)]).toEqual(biases);
});

it('measures a recurrent network with sums that the converter fused', async () => {
  const lstm = join(import.meta.dirname, '../../../model-runtime/fixtures/lstm');
  const { inputs, outputs } = JSON.parse(await readFile(join(lstm, 'expected.json'), 'utf8'));
  const rows = [0, 1, 2].map((at) => {
    const sequence = inputs.sequence.data.slice(at * 24, (at + 1) * 24);
    const instance = Array.from({ length: 6 }, (_, step) => sequence.slice(step * 4, (step + 1) * 4));
    // A little off, so that there is an error to compare with.
    const target = outputs.forecast.data.slice(at * 3, (at + 1) * 3).map((value: number) => value + 0.5);
    return JSON.stringify({ instance, target });
  });
  await writeFile(join(scratch, 'rows.jsonl'), rows.join('\n'));
  const { model, auto } = await quantize(join(lstm, 'tfjs-graph'), {
    maxDrop: 0.05,
    data: join(scratch, 'rows.jsonl'),
  });
  expect(auto.drop).toBeLessThanOrEqual(0.05);
  expect(bytesOf(auto.model)).toBeLessThan(bytesOf(model) * 0.4);
});

it('leaves the original unchanged if no change is allowed', async () => {
  const original = join(DIGITS, 'tfjs-graph');
  const before = await Promise.all((await readdir(original)).map((name) => readFile(join(original, name))));
  await quantize(original);
  expect(await Promise.all((await readdir(original)).map((name) => readFile(join(original, name))))).toEqual(
    before,
  );
});

it('refuses data that does not fit the model', async () => {
  await cp(join(DIGITS, 'calibration'), join(scratch, 'data'), { recursive: true });
  const rows = '{"instance": [1, 2, 3], "label": 1}\n';
  await writeFile(join(scratch, 'rows.jsonl'), rows);
  await expect(quantize(join(DIGITS, 'tfjs-graph'), { data: join(scratch, 'rows.jsonl') })).rejects.toThrow(
    /instances/,
  );
  const labels =
    '{"instance": {"dtype": "float32", "shape": [28, 28, 1], "b64": "' +
    Buffer.alloc(4 * 784).toString('base64');
  await writeFile(join(scratch, 'labels.jsonl'), `${labels}"}, "label": 10}\n`);
  await expect(quantize(join(DIGITS, 'tfjs-graph'), { data: join(scratch, 'labels.jsonl') })).rejects.toThrow(
    'a class 10, and the model has 10 classes',
  );
});
