import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { runPilotlight } from '../testing/run-pilotlight.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const DIGITS = join(import.meta.dirname, '../../../../models/digits/1');
const DATA = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-prune-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const pilotlight = (...args: string[]) => runPilotlight(args, { TMPDIR: scratch });

function prune(model: string, ...args: string[]) {
  const data = ['--data', join(DATA, 'calibration'), '--pixels=0..1'];
  return pilotlight('prune', model, ...data, '--output', join(scratch, 'narrow'), ...args);
}

it.skipIf(!inject('addonLoads'))(
  'takes half of the channels away, and the shipped runtime serves what is left',
  async () => {
    const { status, stdout } = prune(DIGITS, '--channels=50%', '--epochs=8', '--json');
    expect(status).toBe(0);
    const { parameters, channels, left } = JSON.parse(stdout);
    expect(parameters).toBe(26_586);
    expect(channels).toContainEqual({ layer: 'conv2d_Conv2D2', kept: 24, of: 48 });
    expect(left).toEqual([{ layer: 'dense_Dense1', why: 'they are outputs of the model' }]);
    expect(await readdir(scratch)).toEqual(['narrow']);

    const read = async (file: string) => JSON.parse(await readFile(join(scratch, 'narrow', file), 'utf8'));
    const { weightsManifest } = await read('model.json');
    expect(weightsManifest[0].weights[2]).toMatchObject({ shape: [3, 3, 16, 24] });
    expect(await read('model.provenance.json')).toMatchObject({
      steps: [{ step: 'prune', settings: { channels: 0.5 } }],
    });

    const evaluation = ['--data', join(DATA, 'evaluation'), '--pixels=0..1', '--json'];
    const { models } = JSON.parse(
      pilotlight('evaluate', DIGITS, join(scratch, 'narrow'), ...evaluation).stdout,
    );
    const [original, narrow] = models;
    expect(narrow.evaluation.accuracy).toBeGreaterThan(0.95);
    expect(narrow.needs.bytes.compressed).toBeLessThan(original.needs.bytes.compressed * 0.3);
  },
);

it('says what it can do', () => {
  expect(pilotlight('prune', '--help').stdout).toContain('prune digits --channels 50%');
});

describe('ends with 2 for', () => {
  it.each([
    ['nothing to do', []],
    ['two things at once', ['--channels=50%', '--sparsity=50%']],
    ['a scope of channels', ['--channels=50%', '--scope=layer']],
    ['no channels', ['--channels=0%']],
    ['all channels', ['--channels=100%']],
    ['no zeros', ['--sparsity=0']],
    ['no share', ['--channels=some']],
  ])('%s', (_, args) => {
    expect(prune('digits', ...args).status).toBe(2);
  });
});

describe('ends with 1, and leaves nothing behind, for', () => {
  it.each([
    ['a graph model', join(FIXTURES, 'conv/tfjs-graph'), 'channels are taken from a layers model only'],
    ['another format', join(FIXTURES, 'conv/float.tflite'), 'is a tflite'],
    [
      'a model without channels to cut',
      join(FIXTURES, 'lstm/tfjs-layers'),
      'it is unknown how LSTM changes channels',
    ],
  ])('%s', async (_, model, message) => {
    const { status, stderr } = prune(model, '--channels=50%');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
    expect(await readdir(scratch)).toEqual([]);
  });
});
