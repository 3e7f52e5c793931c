import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel, ModelFormatError } from '@pilotlight/model-formats';
import { allocate, type DType, type NamedTensors, setElement } from '@pilotlight/protocol/tensors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differenceOf } from './check/compare-answers.ts';
import { ConversionError } from './conversion-error.ts';
import { convertSavedModel } from './convert-saved-model.ts';
import { writeGraphModel } from './write/write-graph-model.ts';
import { runConverted } from './testing/run-converted.ts';

// What Python's Keras exported, converted and asked; the answers are Python TensorFlow's.

const FIXTURES = join(import.meta.dirname, '../fixtures');
const RUNTIME_FIXTURES = join(import.meta.dirname, '../../model-runtime/fixtures');

interface WrittenTensor {
  dtype: DType;
  shape: number[];
  data: number[];
}

function toTensors(written: Record<string, WrittenTensor>): NamedTensors {
  return Object.fromEntries(
    Object.entries(written).map(([name, { dtype, shape, data: elements }]) => {
      const data = allocate(dtype, elements.length);
      for (const [at, element] of elements.entries()) setElement(data, at, element);
      return [name, { dtype, shape, data }];
    }),
  );
}

/** Those of TensorFlow 1, in a folder of their own. */
const TF1 = 'tf1';
const names = (await readdir(FIXTURES)).filter((name) => name !== TF1);

it.for(names)('answers as Python does: %s', async (name) => {
  const { inputs, outputs } = JSON.parse(await readFile(join(FIXTURES, name, 'expected.json'), 'utf8'));
  const graphs = await convertSavedModel(join(FIXTURES, name, 'saved_model'), ['serving_default', 'serve']);
  for (const signature of ['serving_default', 'serve']) {
    const answer = await runConverted(graphs, signature, toTensors(inputs));
    expect(differenceOf(toTensors(outputs), answer)).toBeLessThan(1e-5);
  }
});

it.for([
  ...(await readdir(join(FIXTURES, TF1))).map((name) => [TF1, name, FIXTURES] as const),
  // As TensorFlow Hub 1 saves them.
  ...(await readdir(join(RUNTIME_FIXTURES, 'hub'))).map((name) => ['hub', name, RUNTIME_FIXTURES] as const),
])("answers as Python does, with TensorFlow 1's variables: %s/%s", async ([kind, name, fixtures]) => {
  const folder = join(fixtures, kind, name);
  const { calls } = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8'));
  const graphs = await convertSavedModel(join(folder, 'saved_model'), ['serving_default', 'features']);
  for (const { signature, inputs, outputs } of calls) {
    const answer = await runConverted(graphs, signature, toTensors(inputs));
    expect(differenceOf(toTensors(outputs), answer)).toBeLessThan(1e-5);
  }
  expect(calls).toHaveLength(2);
});

it('keeps the dtype of an input of bytes for callers', async () => {
  const graphs = await convertSavedModel(join(FIXTURES, 'rescaling/saved_model'), ['serving_default']);
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-bytes-'));
  try {
    await writeGraphModel(graphs, folder);
    const { signatures } = await inspectModel(folder);
    const { image } = signatures['serving_default']?.inputs ?? {};
    expect(image).toEqual({ dtype: 'uint8', shape: [-1, 20, 18, 3], heldAs: 'float32' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each([
  ['stateful', 'serving_default', /it has state, which the op AssignAddVariableOp .* assigns/],
  ['strings', 'serving_default', /its input 'text' is text/],
  ['integers', 'serving_default', /int64, which may not fit 32 bits/],
  ['unsupported-op', 'serving_default', /complex numbers: the op RFFT/],
  ['loop', 'serving_default', /a loop whose length depends on its inputs/],
])('refuses by name what it cannot be sure of: %s', async (name, signature, message) => {
  const converting = convertSavedModel(join(RUNTIME_FIXTURES, name, 'saved_model'), [signature]);
  await expect(converting).rejects.toThrow(ConversionError);
  await expect(converting).rejects.toThrow(message);
});

describe('damaged files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pilotlight-damaged-'));
    await cp(join(FIXTURES, 'gru/saved_model'), folder, { recursive: true });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.for(['saved_model.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'])(
    'end in a typed error, or in a model: %s',
    async (file) => {
      const path = join(folder, file);
      const whole = await readFile(path);
      const expectTyped = async (bytes: Uint8Array) => {
        await writeFile(path, bytes);
        await convertSavedModel(folder, ['serving_default']).catch((error: unknown) => {
          expect(ConversionError.isInstance(error) || ModelFormatError.isInstance(error)).toBe(true);
        });
      };
      for (let cut = 0; cut < 12; cut++)
        await expectTyped(whole.subarray(0, Math.floor((whole.length * cut) / 12)));
      for (let at = 0; at < 60; at++) {
        const changed = Uint8Array.from(whole);
        const place = Math.floor((whole.length * (at * 37 + 11)) / 2231) % whole.length;
        changed[place] = (changed[place] ?? 0) ^ (1 << (at % 8));
        await expectTyped(changed);
      }
      await writeFile(path, whole);
    },
  );
});
