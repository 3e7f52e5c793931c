import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { startLitertEngine } from './litert-engine.ts';
import { readOpenSizes } from './open-sizes.ts';
import { type Call, decodeAll, deviation, FIXTURES, readJson, sourceOf, theOne } from './testing/fixtures.ts';
import { withSizes } from './with-sizes.ts';

// Made by tools/oracle-fixtures/make_open_sizes.py.
const expected = await readJson<Record<string, Call[]>>('tflite/open/expected.json');
const fileOf = (name: string) => readFile(join(FIXTURES, 'tflite/open', `${name}.tflite`));

/** A fraction of a quantum, or of the largest float. */
const TOLERANCE: Record<string, number> = { 'convolution-int8': 1 };

it.each(Object.keys(expected))('answers %s at each size as TensorFlow does', async (name) => {
  const calls = theOne(expected[name]);
  const engine = await startLitertEngine({ assetPath: installedAsset });
  const model = await engine.load(sourceOf(await fileOf(name), {}));
  for (const { signature, inputs, outputs } of [...calls, ...calls.toReversed()])
    expect(deviation(await model.run(signature, decodeAll(inputs)), outputs)).toBeLessThanOrEqual(
      TOLERANCE[name] ?? 1e-5,
    );
});

it('refuses an input of another rank or other fixed sizes, and one without elements', async () => {
  const engine = await startLitertEngine({ assetPath: installedAsset });
  const model = await engine.load(sourceOf(await fileOf('words'), {}));
  const ask = (shape: number[], length: number) =>
    model.run('serving_default', { ids: { dtype: 'int32', shape, data: new Int32Array(length) } });
  await expect(ask([3], 3)).rejects.toThrow("its input 'ids' is [1, ?], but received [3]");
  await expect(ask([1, 0], 0)).rejects.toThrow('received [1, 0]');
  await expect(ask([2, 3], 6)).rejects.toThrow('received [2, 3]');
});

it('ignores a file in which only the batch is open', async () => {
  for (const file of ['conv/dynamic-batch.tflite', 'conv/float.tflite', 'lstm/float.tflite'])
    expect(readOpenSizes(await readFile(join(FIXTURES, file)))).toBeUndefined();
});

it('ends with a file or a RangeError, for any changed bytes', async () => {
  const whole = await fileOf('convolution');
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(changes, (all) => {
      const file = Uint8Array.from(whole);
      for (const [at, value] of all) file[at] = value;
      try {
        const open = readOpenSizes(file);
        if (open) withSizes(file, open, { inputs: [[1, 8, 8, 3]], outputs: open.outputs.map(() => [1, 4]) });
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
