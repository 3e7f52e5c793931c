import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

// What the name or path of a model stands for is the same in every command: each is run where other things have that name.

const MODELS = join(import.meta.dirname, '../../../../models');
const FIXTURES = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');
const evaluation = join(FIXTURES, 'evaluation');
const calibration = join(FIXTURES, 'calibration');

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'pilotlight-model-argument-'));
  await writeFile(join(cwd, 'request.json'), JSON.stringify({ instances: [image()] }));
  // An output that cannot be written: commands that train or convert stop there, and need no optional installation.
  await writeFile(join(cwd, 'taken'), 'mine');
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

function image(): number[][][] {
  return Array.from({ length: 28 }, () => Array.from({ length: 28 }, () => [0]));
}

/** A command that takes a model. */
interface Case {
  /** Its arguments with a model. */
  args: (model: string) => string[];
  /** Its exit code for the digits model, and its output. */
  ends: { status: number; prints: string };
  /** Its message for an empty folder, if it does not read the folder. */
  ofEmpty?: string;
}

const stops = { status: 1, prints: 'taken already exists' };
const training = ['--data', calibration, '--pixels=0..1', '--output=taken'];

const COMMANDS: Record<string, Case> = {
  inspect: { args: (model) => ['inspect', model], ends: { status: 0, prints: 'tfjs-layers-model' } },
  predict: {
    args: (model) => ['predict', model, '--input=request.json'],
    ends: { status: 0, prints: '"predictions"' },
  },
  bench: {
    args: (model) => ['bench', model, '--runs=1', '--json'],
    ends: { status: 0, prints: '"format": "tfjs-layers-model"' },
  },
  evaluate: {
    args: (model) => ['evaluate', model, '--data', evaluation, '--pixels=0..1'],
    ends: { status: 0, prints: 'mistaken most' },
  },
  'evaluate, the second': {
    args: (model) => ['evaluate', join(MODELS, 'digits/1'), model, '--data', evaluation, '--pixels=0..1'],
    ends: { status: 0, prints: 'the second against the first' },
  },
  quantize: {
    args: (model) => ['quantize', model, '--to=float16', '--output=out'],
    ends: { status: 0, prints: 'out: float16' },
  },
  convert: {
    args: (model) => ['convert', model, '--to=tflite', '--calibrate', calibration, '--output=taken'],
    ends: stops,
    ofEmpty: stops.prints,
  },
  'distill --teacher': {
    args: (model) => ['distill', '--teacher', model, '--student=convnet:4', ...training],
    ends: stops,
  },
  'distill --student': {
    args: (model) => ['distill', `--teacher=${join(MODELS, 'digits/1')}`, '--student', model, ...training],
    ends: stops,
  },
  prune: { args: (model) => ['prune', model, '--sparsity=50%', ...training], ends: stops },
  optimize: {
    args: (model) => [
      'optimize',
      model,
      '--data',
      evaluation,
      '--calibrate',
      calibration,
      '--pixels=0..1',
      '--output=taken',
    ],
    ends: stops,
  },
};

/** Kinds of paths for commands that differ from the others. */
const PATHS: Record<string, string> = {
  convert: 'the folder of a SavedModel, a Keras file (.keras, .h5), or the model.json of a tfjs layers model',
  'distill --student': 'the model.json of a layers model, or a network such as convnet:16,24,32',
};

describe.each(Object.entries(COMMANDS))('%s', (command, { args, ends, ofEmpty }) => {
  const pilotlight = (model: string) => runPilotlight(args(model), { TMPDIR: cwd }, cwd);
  const {
    [command]: paths = 'the folder of a SavedModel, a tfjs model.json or its folder, or a .tflite file',
  } = PATHS;

  it('prefers a served model to a folder of its name, and says so', async () => {
    await mkdir(join(cwd, 'digits'));
    const { status, stdout, stderr } = pilotlight('digits');
    expect({ status, output: stdout + stderr }).toEqual({
      status: ends.status,
      output: expect.stringContaining(ends.prints),
    });
    expect(stderr.split('\n').filter((line) => line.includes('is a served model'))).toEqual([
      "'digits' is a served model; write ./digits for the folder of that name",
    ]);
    expect(await readdir(join(cwd, 'digits'))).toEqual([]);
  });

  it.each(['mine', './digits'])('takes %s for a folder', async (folder) => {
    await mkdir(join(cwd, folder));
    const { status, stdout, stderr } = pilotlight(folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(ofEmpty ?? `${folder} holds neither saved_model.pb nor model.json`);
    expect(stderr).not.toContain('is a served model');
  });

  /** Returns the result of a failed command: programs get JSON. */
  const fails = (message: string) => ({
    status: 1,
    stdout: '',
    stderr: args('').includes('--json')
      ? `${JSON.stringify({ error: { message, isExpected: true, exitCode: 1 } })}\n`
      : `pilotlight: ${message}\n`,
  });

  it('says which path does not exist, and what it could be', () => {
    expect(pilotlight('nope.tflite')).toEqual(
      fails(`nope.tflite does not exist: give the name of a served model, ${paths}`),
    );
  });

  it('lists the served models for an unknown name', () => {
    expect(pilotlight('unicorns')).toEqual(
      fails(
        `no model 'unicorns' is served from ${MODELS}, and there is no file or folder of that name; served: digits`,
      ),
    );
  });

  it('says in its help what a model is', () => {
    const [name = ''] = args('');
    const { stdout } = runPilotlight([name, '--help'], {}, cwd);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the name of a served model, or a path');
  });
});

it('reads a folder that has the name of no served model', async () => {
  await cp(join(MODELS, 'digits/1'), join(cwd, 'mine'), { recursive: true });
  const quantized = runPilotlight(['quantize', 'mine', '--to=float16', '--output=out'], {}, cwd);
  expect(quantized).toEqual({ status: 0, stdout: expect.stringContaining('out: float16'), stderr: '' });
  const evaluated = runPilotlight(
    ['evaluate', 'mine', 'out', '--data', evaluation, '--pixels=0..1'],
    {},
    cwd,
  );
  expect(evaluated).toMatchObject({ status: 0, stderr: '' });
});

describe('commands for served models only', () => {
  it.each([
    ['snapshot', ['snapshot']],
    ['cost', ['cost', '--model']],
  ])('%s takes no path, and says what is served', async (_, args) => {
    await mkdir(join(cwd, 'unicorns'));
    for (const model of ['unicorns', './unicorns', 'nope.tflite']) {
      expect(runPilotlight([...args, model], {}, cwd)).toEqual({
        status: 1,
        stdout: '',
        stderr: `pilotlight: no model '${model}' is served from ${MODELS}; served: digits\n`,
      });
    }
  });

  it('snapshot sees no tie in a folder of the same name', async () => {
    const models = join(cwd, 'models');
    await cp(join(MODELS, 'digits/1'), join(models, 'digits/1'), { recursive: true });
    await mkdir(join(cwd, 'digits'));
    const { status, stdout, stderr } = runPilotlight(['snapshot', 'digits', '--models', models], {}, cwd);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^digits, version 1 has a snapshot/);
  });
});
