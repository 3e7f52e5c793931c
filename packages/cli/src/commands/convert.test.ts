import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEnvironmentMade } from '@pilotlight/optimizer/python';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const DIGITS = join(import.meta.dirname, '../../../../models/digits/1');
const OPTIMIZER_FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const calibration = ['--calibrate', join(OPTIMIZER_FIXTURES, 'calibration'), '--pixels=0..1'];

const isPythonThere = await isEnvironmentMade();

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-convert-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const pilotlight = (args: string[], env: Record<string, string> = {}) =>
  runPilotlight(args, { TMPDIR: scratch, ...env });

it.each([
  [
    'a .tflite file',
    join(FIXTURES, 'conv/float.tflite'),
    /is a tflite, which no converter of TensorFlow reads/,
  ],
  ['a graph model', join(FIXTURES, 'conv/tfjs-graph'), /is a tfjs-graph-model, which no converter/],
])('refuses %s by its name', async (_, model, message) => {
  const args = ['convert', model, '--to=tflite', '--output', join(scratch, 'out.tflite'), ...calibration];
  const { status, stderr } = pilotlight(args);
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(await readdir(scratch)).toEqual([]);
});

it('says what is missing if there is no Python', async () => {
  const args = ['convert', DIGITS, '--to=tflite', '--output', join(scratch, 'out.tflite'), ...calibration];
  const { status, stderr } = pilotlight(args, { PATH: '', XDG_CACHE_HOME: join(scratch, 'cache') });
  expect(status).toBe(1);
  expect(stderr).toContain('apt-get install python3');
  expect(await readdir(scratch)).toEqual([]);
});

it('exits with 2 for --quantize with TensorFlow.js', () => {
  const args = [
    'convert',
    DIGITS,
    '--to=tfjs',
    '--quantize=int8',
    '--output',
    join(scratch, 'out'),
    ...calibration,
  ];
  expect(pilotlight(args).status).toBe(2);
});

describe.skipIf(!isPythonThere)("with TensorFlow's own converters (after npm run python:setup)", () => {
  it('makes of the digits model an int8 file that is served', async () => {
    const file = join(scratch, 'digits.tflite');
    const args = [
      'convert',
      DIGITS,
      '--to=tflite',
      '--quantize=int8',
      '--output',
      file,
      '--json',
      ...calibration,
    ];
    const converted = pilotlight(args);
    expect(converted.status).toBe(0);
    expect(JSON.parse(converted.stdout)).toMatchObject({ examples: 200, stored: 'int8 full integer' });

    const models = join(scratch, 'models');
    expect(pilotlight(['add', file, '--name=digits', '--models', models, '--pixels=0..1']).status).toBe(0);
    const manifest = JSON.parse(await readFile(join(models, 'digits/1/manifest.json'), 'utf8'));
    expect(manifest.provenance).toMatchObject({
      of: { model: 'digits', version: 1 },
      steps: [{ step: 'convert', settings: { to: 'tflite', quantize: 'int8' } }],
    });
    const data = ['--data', join(OPTIMIZER_FIXTURES, 'evaluation')];
    const { stdout } = pilotlight(['evaluate', 'digits', '--models', models, '--json', ...data]);
    expect(JSON.parse(stdout).models[0].evaluation.accuracy).toBeGreaterThan(0.98);
    expect((await readdir(scratch)).toSorted()).toEqual([
      'digits.provenance.json',
      'digits.tflite',
      'models',
    ]);
  });

  it('does not write what became too bad', async () => {
    const model = join(OPTIMIZER_FIXTURES, 'tfjs-layers');
    const args = [
      'convert',
      model,
      '--to=tflite',
      '--quantize=int8',
      '--output',
      join(scratch, 'out.tflite'),
    ];
    const { status, stderr } = pilotlight([...args, ...calibration]);
    expect(status).toBe(1);
    expect(stderr).toContain('worse than the original by');
    expect(await readdir(scratch)).toEqual([]);
  });

  it('says what the converter said of a file that is no model', async () => {
    const file = join(scratch, 'broken.keras');
    await writeFile(file, 'no model');
    const args = ['convert', file, '--to=tflite', '--output', join(scratch, 'out.tflite'), ...calibration];
    const { status, stderr } = pilotlight(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/pilotlight: Making a SavedModel of it: \w*Error: /);
    expect(await readdir(scratch)).toEqual(['broken.keras']);
  });
});
