import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addModel } from './add-model.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const CONV = join(FIXTURES, 'conv/tfjs-graph');
const PILOTLIGHT = join(import.meta.dirname, '../../bin/pilotlight.js');

let scratch: string;
let models: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pilotlight-add-'));
  models = join(scratch, 'models');
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** Everything below the folder that is served, hidden things too. */
const everything = () => readdir(models, { recursive: true }).catch(() => []);

async function pilotlight(...args: string[]) {
  const child = spawn(process.execPath, [PILOTLIGHT, ...args, '--models', models]);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => output.push(String(text)));
  await once(child, 'close');
  return { code: child.exitCode, output: output.join('') };
}

it('copies the files as they are, and writes down what the model is and needs', async () => {
  const description = await inspectModel(CONV);
  const { directory, manifest } = await addModel({
    description,
    modelsDirectory: models,
    name: 'conv',
    labels: ['a', 'b'],
  });
  expect(directory.path).toBe(join(models, 'conv', '1'));
  expect(manifest).toMatchObject({
    format: 'tfjs-graph-model',
    engine: 'wasm',
    labels: ['a', 'b'],
    sample: 'zeros',
  });
  expect(manifest.measured?.peakMiB).toBeGreaterThan(manifest.measured?.processMiB ?? Infinity);
  expect(manifest.measured?.warmMs).toBeGreaterThan(0);
  expect(manifest.measured?.coldStartMs).toBeGreaterThan(manifest.measured?.warmMs ?? Infinity);
  for (const { name } of description.files) {
    expect(await readFile(join(directory.path, name))).toEqual(await readFile(join(CONV, name)));
  }
  expect(await readdir(models)).toEqual(['conv']);
});

it('counts versions up, and never overwrites one', async () => {
  const description = await inspectModel(CONV);
  const add = (version?: number) => addModel({ description, modelsDirectory: models, name: 'conv', version });
  await add();
  expect((await add()).directory.version).toBe(2);
  const before = await readFile(join(models, 'conv/2/manifest.json'));
  await expect(add(2)).rejects.toThrow('conv already has a version 2');
  expect(await readFile(join(models, 'conv/2/manifest.json'))).toEqual(before);
});

it.each(['../conv', 'Conv', '', '__proto__', 'a/b'])(
  'takes no name that could lead elsewhere: %j',
  async (name) => {
    const description = await inspectModel(CONV);
    await expect(addModel({ description, modelsDirectory: models, name })).rejects.toThrow(
      /is not a valid model name/,
    );
    expect(await everything()).toEqual([]);
  },
);

it('takes images if a model takes bytes of pixels, or its pixel range is given', async () => {
  const bytes = await inspectModel(join(FIXTURES, 'conv/uint8.tflite'));
  const uint8 = await addModel({ description: bytes, modelsDirectory: models, name: 'bytes' });
  const spec = Object.values(uint8.manifest.signatures['serving_default']?.inputs ?? {})[0];
  expect(spec?.shape).toEqual([-1, 8, 8, 3]);
  expect(Object.values(uint8.manifest.preprocessing ?? {})).toMatchObject([
    { channels: 'rgb', mean: spec?.quantization?.zeroPoint },
  ]);

  const floats = await inspectModel(CONV);
  const plain = await addModel({ description: floats, modelsDirectory: models, name: 'floats' });
  expect(plain.manifest.preprocessing).toBeUndefined();
  const said = await addModel({
    description: floats,
    modelsDirectory: models,
    name: 'floats',
    pixels: '-1..1',
  });
  expect(Object.values(said.manifest.preprocessing ?? {})).toMatchObject([{ mean: 127.5, std: 127.5 }]);
});

it('makes a valid name from that of the file, says so, and names the next command', async () => {
  const file = join(scratch, 'my_model_1.0 (2).tflite');
  await cp(join(FIXTURES, 'conv/float.tflite'), file);
  const { code, output } = await pilotlight('add', file, '--no-compare');
  expect(code).toBe(0);
  expect(output).toContain('my_model_1-0-2-, version 1');
  expect(output).toContain("is called my_model_1-0-2-, because 'my_model_1.0 (2)' is not a valid name");
  expect(output).toContain(
    `Try it: npx pilotlight predict my_model_1-0-2- --input REQUEST.json --models ${models}\n` +
      'REQUEST.json is { "instances": [ROW] }, and a ROW is nested arrays of shape [8, 8, 3] of float32.',
  );
});

it('says that a new version waits for a label if another one is labeled stable', async () => {
  const file = join(FIXTURES, 'conv/float.tflite');
  const add = () => pilotlight('add', file, '--name', 'conv', '--no-compare');
  expect((await add()).output).not.toContain('label');
  await writeFile(join(models, 'conv/version-labels.json'), '{"stable":{"version":1}}');
  const { code, output } = await add();
  expect([code, output]).toEqual([
    0,
    expect.stringContaining(
      'Calls that name no version go to version 1, which is labeled stable, until a label points to this one.\n' +
        `Label it: npx pilotlight label conv canary=2:5% --models ${models}, or stable=2`,
    ),
  ]);
});

it('says how to set a longer time if it takes too long', async () => {
  const description = await inspectModel(CONV);
  const add = addModel({ description, modelsDirectory: models, name: 'conv', timeoutMs: 1 });
  await expect(add).rejects.toThrow(
    /it took longer than 0.001 s \(starting\)\. Give it longer: --timeout SECONDS/,
  );
  expect(await everything()).toEqual([]);
});

it('lists no models of a folder that does not exist', async () => {
  const { code, output } = await pilotlight('models');
  expect([code, output]).toEqual([1, expect.stringContaining('is not a folder')]);
});

describe('leaves nothing behind', () => {
  it.each([
    ['an empty file', 'float.tflite', (file: string) => writeFile(file, '')],
    ['half a file', 'float.tflite', (file: string) => truncate(file, 2000)],
    ['something else', 'float.tflite', (file: string) => writeFile(file, 'no model at all, but some text')],
  ])('if it gets %s', async (_, name, damage) => {
    const file = join(scratch, name);
    await cp(join(FIXTURES, 'conv', name), file);
    await damage(file);
    const { code, output } = await pilotlight('add', file, '--name=damaged');
    expect(code).toBe(1);
    expect(output).toMatch(/^pilotlight: .+\n$/);
    expect(await everything()).toEqual([]);
  });

  it('if weights are missing', async () => {
    await cp(CONV, join(scratch, 'conv'), { recursive: true });
    const weights = (await readdir(CONV)).find((file) => file.endsWith('.bin'));
    await rm(join(scratch, 'conv', weights ?? ''));
    const { code, output } = await pilotlight('add', join(scratch, 'conv'));
    expect([code, output]).toEqual([1, expect.stringMatching(/^pilotlight: .+\n$/)]);
    expect(await everything()).toEqual([]);
  });

  it('if an engine lacks an op, which it names', async () => {
    const { code, output } = await pilotlight(
      'add',
      join(FIXTURES, 'unsupported-op/tfjs-graph'),
      '--engine=wasm',
      '--name=spectrum',
    );
    expect(code).toBe(1);
    expect(output).toMatch(/wasm: .*RFFT/);
    expect(await everything()).toEqual([]);
  });

  it('if it is interrupted', async () => {
    const child = spawn(process.execPath, [PILOTLIGHT, 'add', CONV, '--name=conv', '--models', models]);
    await expect.poll(async () => (await everything()).length, { interval: 5 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
    expect(await everything()).toEqual([]);
  });
});
