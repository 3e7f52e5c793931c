import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { FIXTURES } from '../testing/fixtures.ts';
import { runModel } from '../testing/run-model.ts';

// Made by tools/oracle-fixtures/make_unsized.py.

const FOLDER = join(FIXTURES, 'tflite/unsized');

interface WrittenTensor {
  shape: number[];
  data: number[];
}
type Expected = Record<
  string,
  { inputs: Record<string, WrittenTensor>; outputs: Record<string, WrittenTensor> }
>;

it.each([
  ['where', 'leaves others open'],
  ['mask', 'leaves others open'],
  ['suppression', 'leaves others open'],
])('refuses %s, which LiteRT could not answer rightly', async (name, why) => {
  const { chosen, engines } = await inspectModel(join(FOLDER, `${name}.tflite`));
  expect(chosen).toBeUndefined();
  expect(engines.find((engine) => engine.name === 'litert')?.why).toContain(why);
});

it('says what it costs that a model keeps state', async () => {
  const { engines } = await inspectModel(join(FOLDER, 'counter.tflite'));
  const { canRun, why } = engines.find(({ name }) => name === 'litert') ?? {};
  expect(canRun).toBe(true);
  expect(why).toContain('gets fresh state for each row of each call');
});

it.each(['scalar', 'detections'])('answers %s as TensorFlow does', async (name) => {
  const all: Expected = JSON.parse(await readFile(join(FOLDER, 'expected.json'), 'utf8'));
  const { inputs = {}, outputs = {} } = all[name] ?? {};
  const given = await runModel(
    join(FOLDER, `${name}.tflite`),
    Object.fromEntries(
      Object.entries(inputs).map(([input, { shape, data }]) => [
        input,
        { dtype: 'float32', shape, data: Float32Array.from(data) },
      ]),
    ),
  );
  for (const [output, { shape, data }] of Object.entries(outputs)) {
    expect(given[output]?.shape).toEqual(shape);
    for (const [at, value] of data.entries()) expect(Number(given[output]?.data[at])).toBeCloseTo(value, 4);
  }
});
