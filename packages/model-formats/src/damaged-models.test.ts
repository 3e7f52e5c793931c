import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectModel } from './inspect-model.ts';
import { ModelFormatError } from './model-format-error.ts';
import { copyFixture } from './testing/fixtures.ts';
import { readModelJson } from './tfjs/read-model-json.ts';
import { readWeights, type Weight } from './tfjs/read-weights.ts';

const FILES = [
  ['conv/int8.tflite', ''],
  ['two-signatures/two-signatures.tflite', ''],
  ['conv/saved_model', 'saved_model.pb'],
  ['conv/saved_model', 'variables/variables.index'],
  ['lstm/tfjs-layers', 'model.json'],
  ['conv/tfjs-graph', 'model.json'],
] as const;

/** Bytes to overwrite: the place of each, as a share of the file, and its new value. */
const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 8 });
const kept = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));

async function readAll(file: string): Promise<Weight[][]> {
  const { weightsManifest } = await readModelJson(file);
  return readWeights(file, weightsManifest);
}

describe('a damaged model', () => {
  it.each(FILES)('%s %s is read or refused, never anything else', async (name, file) => {
    await using copy = await copyFixture(name);
    const path = join(copy.path, file);
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(flips, kept, async (changes, share) => {
        const damaged = Buffer.from(whole.subarray(0, Math.ceil(share * whole.length)));
        for (const [at, byte] of changes) damaged[Math.floor(at * damaged.length)] = byte;
        await writeFile(path, damaged);
        const outcome: unknown = await inspectModel(copy.path).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ModelFormatError);
        else expect(outcome).toHaveProperty('engines');
        if (file !== 'model.json') return;
        const weights: unknown = await readAll(path).catch((error: unknown) => error);
        if (weights instanceof Error) expect(weights).toBeInstanceOf(ModelFormatError);
        else expect(weights).toEqual(expect.any(Array));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['an empty file', 'model.tflite', '', 'is empty'],
    ['another format', 'model.tflite', '{"format":"graph-model"}', 'is not a TensorFlow Lite model'],
    ['no JSON', 'model.json', 'weights', 'is not the model.json'],
    ['other JSON', 'model.json', '{"name":"a package"}', 'is not the model.json'],
    ['no SavedModel', 'saved_model.pb', 'hello', 'is not a SavedModel'],
    ['an unknown kind', 'model.onnx', 'x', 'is not a known kind of model'],
  ])('refuses %s', async (_, file, content, what) => {
    await using copy = await copyFixture('conv/float.tflite');
    const path = join(copy.path, '..', file);
    await writeFile(path, content);
    await expect(inspectModel(path)).rejects.toThrow(what);
    await expect(inspectModel(path)).rejects.toBeInstanceOf(ModelFormatError);
  });

  it('refuses a path that does not exist', async () => {
    await expect(inspectModel('/nowhere/model.tflite')).rejects.toThrow('does not exist');
  });
});
