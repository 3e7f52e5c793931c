import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { FIXTURES } from '../testing/fixtures.ts';
import { runModel } from '../testing/run-model.ts';
import { withDetectionShapes } from './sized-detections.ts';

// Made by tools/oracle-fixtures/make_unsized.py: the same detector, once with the shapes of its outputs, and once without.

const FOLDER = join(FIXTURES, 'tflite/unsized');
const UNSIZED = await readFile(join(FOLDER, 'detections-unsized.tflite'));

interface WrittenTensor {
  shape: number[];
  data: number[];
}

it('says the shapes of detections that the file leaves out, as TensorFlow makes them of the options', async () => {
  const { signatures, chosen } = await inspectModel(join(FOLDER, 'detections-unsized.tflite'));
  const shapes = Object.values(signatures['serving_default']?.outputs ?? {}).map(({ shape }) => shape);
  expect(shapes.toSorted((a, b) => a.length - b.length)).toEqual([[1], [1, 3], [1, 3], [1, 3, 4]]);
  expect(chosen?.engine).toBe('litert');
});

it('writes them into a file, which then answers as TensorFlow does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-detections-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'sized.tflite');
  await writeFile(path, withDetectionShapes(UNSIZED) ?? UNSIZED);
  const {
    detections,
  }: Record<'detections', Record<'inputs' | 'outputs', Record<string, WrittenTensor>>> = JSON.parse(
    await readFile(join(FOLDER, 'expected.json'), 'utf8'),
  );
  const inputs = Object.fromEntries(
    Object.entries(detections.inputs).map(([name, { shape, data }]) => [
      name,
      { dtype: 'float32' as const, shape, data: Float32Array.from(data) },
    ]),
  );
  const outputs = await runModel(path, inputs);
  for (const [name, { shape, data }] of Object.entries(detections.outputs)) {
    expect(outputs[name]?.shape).toEqual(shape);
    for (const [at, value] of data.entries()) expect(Number(outputs[name]?.data[at])).toBeCloseTo(value, 4);
  }
});

it('leaves files alone that say them, or have no detections', async () => {
  for (const name of ['detections', 'scalar'])
    expect(withDetectionShapes(await readFile(join(FOLDER, `${name}.tflite`)))).toBeUndefined();
});

it('returns a file, nothing or a RangeError, with any bytes changed', () => {
  const changes = fc.array(fc.tuple(fc.nat(UNSIZED.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(changes, (all) => {
      const file = Uint8Array.from(UNSIZED);
      for (const [at, value] of all) file[at] = value;
      try {
        const changed = withDetectionShapes(file);
        expect(changed?.byteLength ?? file.byteLength).toBeLessThan(file.byteLength + 200);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 1000 },
  );
});
