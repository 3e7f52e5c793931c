import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import type { CallRecord } from '../call-record.ts';
import {
  type Call,
  decodeAll,
  deviation,
  readJson,
  signatureOf,
  theOne,
} from '../engines/litert/testing/fixtures.ts';
import { createModelSource } from '../load-model.ts';
import { joinRows } from '../request/split-rows.ts';
import type { Manifest } from '../store/manifest.ts';
import { readManifest } from '../store/model-directory.ts';
import { createModelsDirectory } from '../testing/models.ts';
import { loadSnapshot } from './restore/restore-model.ts';
import { ask, runtimeOf } from './take/testing/snapshot-beside.ts';
import { writeTflite } from './take/testing/write-tflite.ts';
import { addSnapshot } from './take/write-snapshot.ts';

/** Serves a file in two runtimes: one has its snapshot, the other only its engine. */
async function snapshotBeside(file: string, signatures: Manifest['signatures']) {
  const [models, plain] = [await createModelsDirectory(), await createModelsDirectory()];
  const directory = await writeTflite(models.path, file, signatures);
  await writeTflite(plain.path, file, signatures);
  return {
    directory,
    snapshot: await addSnapshot(directory),
    runtime: runtimeOf(models.path),
    ordinary: runtimeOf(plain.path),
    async [Symbol.asyncDispose]() {
      await Promise.all([models, plain].map((folder) => folder[Symbol.asyncDispose]()));
    },
  };
}

type Beside = Awaited<ReturnType<typeof snapshotBeside>>;

/** Asks both runtimes, and returns the answer if it is the same, bit for bit. */
async function answerOfBoth(
  { runtime, ordinary }: Beside,
  inputs: NamedTensors,
  fromSnapshot: boolean,
  signature?: string,
) {
  const [record, other]: [CallRecord, CallRecord] = [{}, {}];
  const { outputs } = await ask(runtime, inputs, record, signature);
  expect(outputs).toEqual((await ask(ordinary, inputs, other, signature)).outputs);
  expect([record.snapshot, other.snapshot]).toEqual([fromSnapshot, false]);
  return outputs;
}

// Made by make_stateful.py, make_lookup.py and make_counts.py of tools/oracle-fixtures. Those of the first keep state.
it.each([
  ['stateful', 'lstm'],
  ['stateful', 'lstm-int8'],
  ['stateful', 'rnn'],
  ['stateful', 'svdf'],
  ['stateful', 'average'],
  ['stateful', 'scale'],
  ['lookup', 'lookup'],
  ['counts', 'counts'],
])(
  'answers %s/%s as its engine and a new interpreter of TensorFlow do, whatever came before',
  async (folder, name) => {
    const calls = theOne((await readJson<Record<string, Call[]>>(`tflite/${folder}/expected.json`))[name]);
    const asked = theOne(calls[0]).signature;
    const signatures = Object.fromEntries(calls.map((call) => [call.signature, signatureOf(call, -1)]));
    await using beside = await snapshotBeside(`tflite/${folder}/${name}.tflite`, signatures);
    expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });

    const inOrder = async () => {
      for (const { signature, inputs, outputs } of [...calls, ...calls.toReversed()]) {
        const answer = await answerOfBoth(beside, decodeAll(inputs), signature === asked, signature);
        expect(deviation(answer, outputs)).toBeLessThanOrEqual(1e-5);
      }
    };
    await inOrder();
    const rows = (count: number) =>
      joinRows(Array.from({ length: count }, (_, at) => decodeAll(theOne(calls[at % calls.length]).inputs)));
    await answerOfBoth(beside, rows(3), true, asked);
    // More than are answered one by one: the engine starts, and the snapshot answers what comes later.
    await answerOfBoth(beside, rows(17), false, asked);
    await inOrder();
  },
);

type Rows = Record<string, number[][]>;

const floats = (rows: Rows): NamedTensors =>
  Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [
      name,
      { dtype: 'float32', shape: [values.length, 2], data: Float32Array.from(values.flat()) },
    ]),
  );

// Made by tools/oracle-fixtures/make_shared_outputs.py.
it.each(['through', 'swap', 'twice', 'unsigned'])(
  'answers outputs that are an input or another output, in memory of their own: %s',
  async (name) => {
    const all = await readJson<Record<string, { inputs: Rows; outputs: Rows }>>(
      'tflite/shared/expected.json',
    );
    const { inputs, outputs } = theOne(all[name]);
    const specs = (tensors: Rows) =>
      Object.fromEntries(
        Object.keys(tensors).map((one) => [one, { dtype: 'float32', shape: [-1, 2] } as const]),
      );
    const signatures = { serving_default: { inputs: specs(inputs), outputs: specs(outputs) } };
    await using beside = await snapshotBeside(`tflite/shared/${name}.tflite`, signatures);
    expect(beside.snapshot).toEqual({ hasSnapshot: true, files: expect.anything() });
    expect(await answerOfBoth(beside, floats(inputs), true)).toEqual(floats(outputs));
    await answerOfBoth(beside, joinRows([floats(inputs), floats(inputs)]), true);

    const run = await loadSnapshot(createModelSource(beside.directory, await readManifest(beside.directory)));
    const given = floats(inputs);
    const answer = theOne(run('serving_default', given));
    for (const { data } of Object.values(answer)) {
      if (data instanceof Float32Array) data.fill(7);
    }
    expect(given).toEqual(floats(inputs));
    expect(
      new Set(Object.values(answer).map(({ data }) => ('buffer' in data ? data.buffer : data))).size,
    ).toBe(Object.keys(outputs).length);
  },
);
