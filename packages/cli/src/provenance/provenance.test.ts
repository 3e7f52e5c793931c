import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { PILOTLIGHT, runPilotlight } from '../testing/run-pilotlight.ts';

const MODELS = join(import.meta.dirname, '../../../../models');
const DIGITS = join(MODELS, 'digits/1');
const CALIBRATION = join(import.meta.dirname, '../../../optimizer/fixtures/depthwise-digits/calibration');

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-provenance-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

function pilotlight(...args: string[]): string {
  const { status, stdout, stderr } = runPilotlight(args, { TMPDIR: scratch });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const json = async (...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8'));
const place = (name: string) => join(scratch, name);

it('keeps every step of a making, in the manifest in the end and nowhere else', async () => {
  const data = ['--calibrate', CALIBRATION, '--pixels=0..1', '--examples=50'];
  pilotlight('quantize', DIGITS, '--to=float16', '--output', place('half'));
  pilotlight('quantize', place('half'), '--to=auto', '--max-drop=5%', '--output', place('bytes'), ...data);
  const models = place('models');
  pilotlight('add', place('bytes'), '--name=small', '--models', models);

  const { provenance } = await json(models, 'small/1/manifest.json');
  const { files } = await json(DIGITS, 'manifest.json');
  expect(provenance.of).toEqual({
    model: 'digits',
    version: 1,
    files: { 'model.json': files['model.json'], 'weights.bin': files['weights.bin'] },
  });
  expect(provenance.steps).toEqual([
    { step: 'quantize', tool: '0.1.0', settings: { to: 'float16' }, data: {}, result: { float16: 12 } },
    {
      step: 'quantize',
      tool: '0.1.0',
      settings: { to: 'auto', maxDrop: 0.05 },
      data: { calibrate: { digest: expect.stringMatching(/^sha256-[0-9a-f]{64}$/), examples: 50 } },
      result: expect.any(Object),
    },
  ]);
  expect(JSON.stringify(provenance)).not.toContain(scratch);
  expect(JSON.stringify(provenance)).not.toContain(CALIBRATION);
  expect((await readdir(join(models, 'small/1'))).filter((name) => name.endsWith('made.json'))).toEqual([]);
  expect((await json(models, 'small/1/model.json')).userDefinedMetadata?.pilotlight).toBeUndefined();

  expect(JSON.parse(pilotlight('models', '--models', models, '--json'))[0].provenance).toEqual(provenance);
  expect(JSON.parse(pilotlight('inspect', join(models, 'small/1'), '--json')).provenance).toEqual(provenance);
  expect(pilotlight('inspect', place('bytes'))).toMatch(
    /made from digits, version 1, by\n {2}quantize --to float16: float16 12\n {2}quantize --to auto --max-drop 0.05/,
  );
});

it.skipIf(!inject('addonLoads'))(
  'has three steps for a model that was distilled, pruned and quantized',
  async () => {
    const training = ['--data', CALIBRATION, '--pixels=0..1', '--epochs=1'];
    const teacher = ['--teacher', DIGITS, '--student=convnet:4,8'];
    pilotlight('distill', ...teacher, '--output', place('small'), ...training);
    pilotlight('prune', place('small'), '--sparsity=50%', '--output', place('sparse'), ...training);
    pilotlight('quantize', place('sparse'), '--to=uint8', '--output', place('bytes'));
    const { of, steps } = await json(place('bytes'), 'model.provenance.json');
    expect(of).toMatchObject({ model: 'digits', version: 1 });
    expect(steps).toMatchObject([
      {
        step: 'distill',
        settings: { architecture: 'convnet:4,8', epochs: 1, temperature: 4, alpha: 0.7, seed: 2026 },
        data: { data: { examples: 400 } },
        result: { epoch: 1, heldOutAccuracy: expect.any(Number) },
      },
      { step: 'prune', settings: { sparsity: 0.5, scope: 'global' } },
      { step: 'quantize', settings: { to: 'uint8' } },
    ]);
  },
);

it('knows no version of a model that was copied to a folder without a number', async () => {
  await cp(DIGITS, place('mine'), { recursive: true });
  pilotlight('quantize', place('mine'), '--to=float16', '--output', place('half'));
  const { of } = await json(place('half/model.provenance.json'));
  expect(Object.keys(of)).toEqual(['files']);
  expect(pilotlight('inspect', place('half'))).toContain('made from a model that was not served, by');
});

it('does not go on from a record that is damaged', async () => {
  pilotlight('quantize', DIGITS, '--to=float16', '--output', place('half'));
  await writeFile(place('half/model.provenance.json'), '{"of":{}}');
  const args = ['quantize', place('half'), '--to=uint8', '--output', place('bytes')];
  const { status, stderr } = spawnSync(process.execPath, [PILOTLIGHT, ...args], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('model.provenance.json is not the history of a model');
});
