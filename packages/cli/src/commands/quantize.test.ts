import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PILOTLIGHT, runPilotlight } from '../testing/run-pilotlight.ts';

const OPTIMIZER_FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const MODELS = join(import.meta.dirname, '../../../../models');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-quantize-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const pilotlight = (...args: string[]) => runPilotlight(args, { TMPDIR: scratch });

const graph = join(OPTIMIZER_FIXTURES, 'tfjs-graph');
const evaluation = ['--data', join(OPTIMIZER_FIXTURES, 'evaluation'), '--pixels', '0..1'];

it('makes a smaller model, and says what plain uint8 does to a depthwise-separable network', () => {
  const output = join(scratch, 'out');
  const args = ['quantize', graph, '--to', 'uint8', '--output', output, '--json', ...evaluation];
  const { status, stdout, stderr } = pilotlight(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { models, comparison, stored } = JSON.parse(stdout);
  expect(stored).toBe('uint8 (tfjs)');
  expect(models[0].evaluation.accuracy).toBeGreaterThan(0.97);
  expect(models[1].evaluation.accuracy).toBeLessThan(0.5);
  expect(models[1].needs.bytes.onDisk).toBeLessThan(models[0].needs.bytes.onDisk * 0.6);
  expect(comparison.verdict).toBe('worse');
});

it('makes with auto one that is smaller still and no worse', () => {
  const args = ['quantize', graph, '--to', 'auto', '--output', join(scratch, 'out'), '--json', ...evaluation];
  const { status, stdout } = pilotlight(...args, '--calibrate', join(OPTIMIZER_FIXTURES, 'calibration'));
  expect(status).toBe(0);
  const { models, comparison, chosen } = JSON.parse(stdout);
  expect(chosen).toMatchObject({ equalized: true, examples: 400 });
  expect(models[1].evaluation.accuracy).toBeGreaterThan(0.97);
  expect(models[1].needs.bytes.compressed).toBeLessThan(models[0].needs.bytes.compressed * 0.4);
  expect(comparison.verdict).not.toBe('worse');
});

it('does not judge a model by what it was made with', async () => {
  const data = join(OPTIMIZER_FIXTURES, 'evaluation');
  const args = ['quantize', graph, '--to=auto', '--output', join(scratch, 'out'), ...evaluation];
  const { status, stderr } = pilotlight(...args, '--calibrate', data);
  expect(status).toBe(1);
  expect(stderr).toContain('which proves nothing');
  expect(await readdir(scratch)).toEqual([]);
});

it.each([
  ['auto without data', ['--to=auto', '--output=out']],
  ['data that nothing is chosen by', ['--to=uint8', '--calibrate=data']],
  ['no share', ['--to=auto', '--max-drop=much']],
  ['no precision', ['--to=int4']],
])('ends with 2 for %s', (_, args) => {
  expect(pilotlight('quantize', graph, ...args).status).toBe(2);
});

it('makes the next version of a model that is served, with what its owner said of it', async () => {
  const models = join(scratch, 'models');
  await cp(join(MODELS, 'digits/1'), join(models, 'digits/1'), { recursive: true });
  const { status, stdout } = pilotlight('quantize', 'digits', '--to=float16', '--models', models);
  expect(stdout).toContain('407 KiB → 207 KiB');
  expect(status).toBe(0);
  const [before, after] = await Promise.all(
    ['1', '2'].map(async (version) =>
      JSON.parse(await readFile(join(models, 'digits', version, 'manifest.json'), 'utf8')),
    ),
  );
  expect(after).toMatchObject({
    labels: before.labels,
    sample: before.sample,
    signatures: before.signatures,
  });
  expect(after.measured.coldStartMs).toBeGreaterThan(0);
  expect(await readdir(join(models, 'digits'))).toEqual(['1', '2']);
});

describe('leaves everything as it was', () => {
  it.each([
    [
      'a model of another format',
      join(FIXTURES, 'conv/float.tflite'),
      'out',
      /is a tflite, and only the weights of a TensorFlow\.js model/,
    ],
    ['a place that is taken', graph, '.', /already exists/],
  ])('for %s', async (_, model, output, message) => {
    const target = join(scratch, output);
    const { status, stderr } = pilotlight('quantize', model, '--to=uint8', '--output', target);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('if the output is missing', () => {
    expect(pilotlight('quantize', graph, '--to=uint8').stderr).toContain('--output is missing');
  });

  it('when it is ended in the middle', async () => {
    const child = spawn(
      process.execPath,
      [PILOTLIGHT, 'quantize', graph, '--to=uint8', '--output', join(scratch, 'out'), ...evaluation],
      { env: { ...process.env, TMPDIR: scratch } },
    );
    // Once the copies that it asks are there.
    while ((await readdir(scratch)).every((name) => !name.startsWith('pilotlight-evaluate-'))) {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
    expect(await readdir(scratch)).toEqual(['out']);
  });
});
