import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveModel, resolveServed, sourceOf } from './resolve-model.ts';

let models: string;
const current = process.cwd();
beforeEach(async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-resolve-'));
  models = join(scratch, 'served');
  await mkdir(join(scratch, 'current'));
  process.chdir(join(scratch, 'current'));
});
afterEach(async () => {
  process.chdir(current);
  await rm(join(models, '..'), { recursive: true });
});

/** Serves versions of a model, which hold nothing. */
async function serve(name: string, ...versions: number[]): Promise<void> {
  for (const version of versions) await mkdir(join(models, name, String(version)), { recursive: true });
}

const served = (model: string, version: number) => ({
  model,
  version,
  path: join(models, model, String(version)),
});

/** Resolves, and collects what is said of a tie. */
async function resolve(text: string) {
  const ties: string[] = [];
  return { resolved: await resolveModel(text, { models, onTie: (line) => ties.push(line) }), ties };
}

describe('resolveModel', () => {
  it('takes a name for the highest version that is served', async () => {
    await serve('digits', 2, 10, 9);
    expect(await resolve('digits')).toEqual({
      resolved: { kind: 'served', directory: served('digits', 10) },
      ties: [],
    });
  });

  it.each([
    ['folder', () => mkdir('digits')],
    ['file', () => writeFile('digits', '')],
  ])('prefers the served model to a %s of its name, and says so', async (kind, make) => {
    await serve('digits', 1);
    await make();
    expect(await resolve('digits')).toEqual({
      resolved: { kind: 'served', directory: served('digits', 1) },
      ties: [`'digits' is a served model; write ./digits for the ${kind} of that name`],
    });
  });

  it.each(['./digits', 'digits/', '../current/digits', 'digits/.'])(
    'takes %s for a path, even if such a model is served',
    async (path) => {
      await serve('digits', 1);
      await mkdir('digits');
      expect(await resolve(path)).toEqual({ resolved: { kind: 'path', path }, ties: [] });
    },
  );

  it('takes a path into the folder that is served', async () => {
    await serve('digits', 1);
    const path = join(models, 'digits/1');
    expect(await resolve(path)).toEqual({ resolved: { kind: 'path', path }, ties: [] });
  });

  it('takes a name for a path if no model of that name is served', async () => {
    await serve('digits', 1);
    await mkdir('flowers');
    expect(await resolve('flowers')).toEqual({ resolved: { kind: 'path', path: 'flowers' }, ties: [] });
  });

  it.each(['nope.tflite', 'models/nope', 'model.json', String.raw`models\nope`, './digits'])(
    'says that %s does not exist, and what could be given',
    async (path) => {
      await serve('digits', 1);
      await expect(resolve(path)).rejects.toThrow(
        `${path} does not exist: give the name of a served model, the folder of a SavedModel, a tfjs model.json or its folder, or a .tflite file`,
      );
      await expect(resolveModel(path, { models, paths: 'a Keras file' })).rejects.toThrow(
        `${path} does not exist: give the name of a served model, a Keras file`,
      );
    },
  );

  it.each(['unicorns', '', '__proto__', '1'])('says that %j is neither', async (name) => {
    const neither = `no model '${name}' is served from ${models}, and there is no file or folder of that name; served:`;
    await expect(resolve(name)).rejects.toThrow(`${neither} none`);
    await serve('digits', 1, 2);
    await serve('flowers', 1);
    await expect(resolve(name)).rejects.toThrow(`${neither} digits, flowers`);
  });
});

describe('resolveServed', () => {
  it('takes the only model if none is named', async () => {
    await serve('digits', 1, 2);
    expect(await resolveServed(undefined, models)).toEqual(served('digits', 2));
  });

  it('takes no path', async () => {
    await serve('digits', 1);
    await mkdir('flowers');
    for (const path of ['flowers', './flowers', 'digits/1']) {
      await expect(resolveServed(path, models)).rejects.toThrow(
        `no model '${path}' is served from ${models}; served: digits`,
      );
    }
  });

  it('says that there is none', async () => {
    await expect(resolveServed(undefined, models)).rejects.toThrow('no model is served');
    await expect(resolveServed('digits', models)).rejects.toThrow('no model is served');
  });

  it('asks which of several is meant', async () => {
    await serve('digits', 1);
    await serve('flowers', 2);
    await expect(resolveServed(undefined, models)).rejects.toThrow(
      'several models are served: add --model digits or flowers',
    );
    expect(await resolveServed('flowers', models)).toEqual(served('flowers', 2));
  });
});

describe('sourceOf', () => {
  it('finds the main file of a served model in its manifest', async () => {
    const shipped = join(import.meta.dirname, '../../../../models');
    const source = await sourceOf(await resolveModel('digits', { models: shipped }));
    expect(source).toBe(join(shipped, 'digits/2/model.json'));
  });

  it('refuses a served model without a manifest', async () => {
    await serve('digits', 1);
    await expect(sourceOf(await resolveModel('digits', { models }))).rejects.toThrow(
      "model 'digits' version 1: manifest.json cannot be read",
    );
  });

  it('leaves a path as it is', async () => {
    expect(await sourceOf({ kind: 'path', path: 'somewhere/' })).toBe('somewhere/');
  });
});
