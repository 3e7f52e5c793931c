import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIXTURES } from '../testing/fixtures.ts';
import { runModel } from '../testing/run-model.ts';

// Made by tools/oracle-fixtures/make_shared_outputs.py.

const FOLDER = join(FIXTURES, 'tflite/shared');

type Expected = Record<
  string,
  { inputs: Record<string, number[][]>; outputs: Record<string, number[][]> } | undefined
>;

it.each(['through', 'swap', 'twice', 'unsigned'])(
  'answers %s, with outputs that share a tensor with others or with inputs, as TensorFlow does',
  async (name) => {
    const all: Expected = JSON.parse(await readFile(join(FOLDER, 'expected.json'), 'utf8'));
    const { inputs = {}, outputs = {} } = all[name] ?? {};
    const given = await runModel(
      join(FOLDER, `${name}.tflite`),
      Object.fromEntries(
        Object.entries(inputs).map(([input, rows]) => [
          input,
          { dtype: 'float32', shape: [1, 2], data: Float32Array.from(rows.flat()) },
        ]),
      ),
    );
    const answered = Object.entries(given).map(([output, { data }]) => [output, [Array.from(data, Number)]]);
    expect(Object.fromEntries(answered)).toEqual(outputs);
  },
);
