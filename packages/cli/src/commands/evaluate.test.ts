import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';
import { grayPng } from '../testing/gray-png.ts';

const DIGITS = join(import.meta.dirname, '../../../../e2e/fixtures/mnist-digits.json');
const MODELS = join(import.meta.dirname, '../../../../models');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-evaluate-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const pilotlight = (...args: string[]) => runPilotlight(args, { TMPDIR: scratch });

interface Digits {
  images: { label: number; pixels: string }[];
}

/** Returns one image of each digit as JSON lines, with its right answer. */
async function writeDigits(truth: (label: number) => object): Promise<string> {
  const { images }: Digits = JSON.parse(await readFile(DIGITS, 'utf8'));
  const lines = images.map(({ label, pixels }) => {
    const floats = Float32Array.from(Buffer.from(pixels, 'base64'), (pixel) => pixel / 255);
    const b64 = Buffer.from(floats.buffer).toString('base64');
    return JSON.stringify({ instance: { dtype: 'float32', shape: [28, 28, 1], b64 }, ...truth(label) });
  });
  const file = join(scratch, 'digits.jsonl');
  await writeFile(file, lines.join('\n'));
  return file;
}

it('measures accuracy and needs', async () => {
  const data = await writeDigits((label) => ({ label: String(label) }));
  const { status, stdout, stderr } = pilotlight('evaluate', 'digits', '--data', data, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [{ evaluation, needs }] = JSON.parse(stdout).models;
  expect(evaluation).toMatchObject({ kind: 'classes', count: 10, correct: 10, topFive: { share: 1 } });
  expect(evaluation.interval.low).toBeCloseTo(0.7225, 3);
  expect(needs.bytes.onDisk).toBeGreaterThan(needs.bytes.compressed);
  expect(needs.coldStartMs).toBeGreaterThan(needs.warmMs);
  expect(await readdir(scratch)).toEqual(['digits.jsonl']);
});

it('measures how far numbers are off', async () => {
  const data = await writeDigits((label) => ({
    target: Array.from({ length: 10 }, (_, at) => (at === label ? -1 : -2)),
  }));
  const { status, stdout } = pilotlight('evaluate', 'digits', '--data', data, '--json');
  expect(status).toBe(0);
  const [{ evaluation }] = JSON.parse(stdout).models;
  expect(evaluation).toMatchObject({ kind: 'values', count: 10 });
  expect(evaluation.meanError).toBeCloseTo(2, 1);
});

it('compares two models, and says no more than the data does', async () => {
  const data = await writeDigits((label) => ({ label }));
  const { status, stdout } = pilotlight('evaluate', 'digits', join(MODELS, 'digits/1'), '--data', data);
  expect(stdout).toContain('the second against the first: no difference that this data can tell');
  expect(status).toBe(0);
});

it('knows digits in a folder of pictures by class', async () => {
  const { images }: Digits = JSON.parse(await readFile(DIGITS, 'utf8'));
  const folder = join(scratch, 'pictures');
  for (const { label, pixels } of images) {
    await mkdir(join(folder, String(label)), { recursive: true });
    await writeFile(join(folder, String(label), 'first.png'), grayPng(Buffer.from(pixels, 'base64')));
  }
  const { status, stdout } = pilotlight('evaluate', 'digits', '--data', folder, '--pixels=0..1', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout).models[0].evaluation).toMatchObject({ count: 10, correct: 10 });
});

it('says in one sentence what is wrong, and leaves nothing behind', async () => {
  const folder = join(scratch, 'pictures');
  await mkdir(join(folder, 'cat'), { recursive: true });
  await cp(join(import.meta.dirname, '../../../../docs/page.png'), join(folder, 'cat/page.png'));
  const { status, stdout, stderr } = pilotlight('evaluate', 'digits', '--data', folder);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^pilotlight: the pixel range of the model is unknown: .*--pixels.*\n$/);
  const unknown = pilotlight('evaluate', 'digits', '--data', folder, '--pixels=0..1');
  expect(unknown.stderr).toContain("a class 'cat'");
  expect(await readdir(scratch)).toEqual(['pictures']);
});
