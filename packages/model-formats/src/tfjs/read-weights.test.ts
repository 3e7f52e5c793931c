import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ModelFormatError } from '../model-format-error.ts';
import { readModelJson } from './read-model-json.ts';
import { readWeights, type Weight } from './read-weights.ts';

const uint8 = { dtype: 'uint8', min: -1, scale: 0.5 };

/** Reads a model of nothing but these weights, from files with these bytes. */
async function read(weights: object[], files: number[][]): Promise<Weight[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-weights-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = files.map((_, at) => `${at}.bin`);
  for (const [at, bytes] of files.entries())
    await writeFile(join(folder, `${at}.bin`), Uint8Array.from(bytes));
  const file = join(folder, 'model.json');
  const modelTopology = { node: [] };
  await writeFile(file, JSON.stringify({ modelTopology, weightsManifest: [{ paths, weights }] }));
  const { weightsManifest } = await readModelJson(file);
  return readWeights(file, weightsManifest);
}

describe('the weights of a model', () => {
  it('lie one after the other, whichever file they fall into', async () => {
    const [group = []] = await read(
      [
        { name: 'a', shape: [2], dtype: 'int32' },
        { name: 'words', shape: [2], dtype: 'string' },
        { name: 'b', shape: [3], dtype: 'float32', quantization: uint8 },
        { name: 'c', shape: [], dtype: 'bool' },
      ],
      [
        [1, 0, 0, 0, 2, 0],
        [0, 0, 1, 0, 0, 0, 65],
        [0, 0, 0, 0, 7, 8, 9, 1],
      ],
    );
    expect(group.map(({ name, bytes }) => [name, [...bytes]])).toEqual([
      ['a', [1, 0, 0, 0, 2, 0, 0, 0]],
      ['words', [1, 0, 0, 0, 65, 0, 0, 0, 0]],
      ['b', [7, 8, 9]],
      ['c', [1]],
    ]);
    expect(group[2]?.quantization).toEqual({ ...uint8, original_dtype: 'float32' });
  });

  it.each([
    ['an unknown type', { dtype: 'int64' }, /a weight 'w' of the unknown type int64/],
    ['the name of a method for a type', { dtype: 'constructor' }, /of the unknown type constructor/],
    ['more strings than there are', { dtype: 'string', shape: [1e9] }, /a weight 'w' that does not fit/],
    ['fewer strings than there are', { dtype: 'string', shape: [1] }, /hold more than its weights/],
    ['more elements than there are', { shape: [2 ** 52, 2 ** 52] }, /has 8 bytes where the weights take/],
    ['an unknown quantization', { quantization: { dtype: 'int4' } }, /"int4"/],
    ['a quantization without a scale', { quantization: { dtype: 'uint8', min: 0 } }, /"scale"/],
  ])('are refused where they have %s', async (_, change, message) => {
    const reading = read(
      [{ name: 'w', shape: [2], dtype: 'float32', ...change }],
      [[0, 0, 0, 0, 0, 0, 0, 0]],
    );
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(ModelFormatError);
  });
});
