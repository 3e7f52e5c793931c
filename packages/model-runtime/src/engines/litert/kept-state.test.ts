import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { joinRows } from '../../request/split-rows.ts';
import { findKeptState } from './kept-state.ts';
import { startLitertEngine } from './litert-engine.ts';
import {
  type Call,
  decodeAll,
  deviation,
  FIXTURES,
  readJson,
  signatureOf,
  sourceOf,
  theOne,
} from './testing/fixtures.ts';
import { openSession } from './testing/open-session.ts';

// Made by tools/oracle-fixtures/make_stateful.py.
const FILES = ['lstm', 'lstm-int8', 'rnn', 'svdf', 'average', 'scale'];
const expected = await readJson<Record<string, Call[]>>('tflite/stateful/expected.json');
const fileOf = (name: string) => readFile(join(FIXTURES, 'tflite/stateful', `${name}.tflite`));

it.each(FILES)(
  'answers %s as a new interpreter of TensorFlow does, after any earlier calls',
  async (name) => {
    const calls = theOne(expected[name]);
    const file = await fileOf(name);
    // A variable that is only read is a weight.
    expect(findKeptState(file).isKept).toBe(name !== 'scale');
    const engine = await startLitertEngine({ assetPath: installedAsset });
    const signatures = Object.fromEntries(calls.map((call) => [call.signature, signatureOf(call, -1)]));
    const model = await engine.load(sourceOf(file, signatures));
    for (const { signature, inputs, outputs } of [...calls, ...calls.toReversed()])
      expect(deviation(await model.run(signature, decodeAll(inputs)), outputs)).toBeLessThanOrEqual(1e-5);

    const [one, other] = calls;
    const both = await model.run(
      theOne(one).signature,
      joinRows([decodeAll(theOne(one).inputs), decodeAll(theOne(other).inputs)]),
    );
    const rows = joinRows([decodeAll(theOne(one).outputs), decodeAll(theOne(other).outputs)]);
    for (const [output, { shape, data }] of Object.entries(rows)) {
      expect(both[output]?.shape).toEqual(shape);
      for (const [at, value] of data.entries())
        expect(Number(both[output]?.data[at])).toBeCloseTo(Number(value), 5);
    }
  },
);

it('finds nothing in a file without state', async () => {
  expect(findKeptState(await readFile(join(FIXTURES, 'dense/float.tflite')))).toEqual({
    isKept: false,
    hidden: [],
  });
});

it('leaves nothing in the memory of the library after many restarts of a model', async () => {
  const { session, signature, end } = await openSession(await fileOf('lstm'));
  const { x } = decodeAll(theOne(theOne(expected['lstm'])[0]).inputs);
  for (let n = 0; n < 20; n++) session.run(signature, [theOne(x)]);
  const before = end();
  for (let n = 0; n < 1000; n++) session.run(signature, [theOne(x)]);
  expect(end()).toBe(before);
});
