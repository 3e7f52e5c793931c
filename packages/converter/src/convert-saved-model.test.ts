import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { allocate, type DType, type NamedTensors, setElement } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { differenceOf } from './check/compare-answers.ts';
import { ConversionError } from './conversion-error.ts';
import { convertSavedModel } from './convert-saved-model.ts';
import { writeGraphModel } from './write/write-graph-model.ts';
import { runConverted } from './testing/run-converted.ts';

// Models that Python's Keras exported are converted and run. The expected answers are Python TensorFlow's.

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

/** Fixtures of TensorFlow 1, in a folder of their own. */
const TF1 = 'tf1';
const names = (await readdir(FIXTURES)).filter((name) => name !== TF1);

it.for(names)('gives the answers of Python: %s', async (name) => {
  const { inputs, outputs } = JSON.parse(await readFile(join(FIXTURES, name, 'expected.json'), 'utf8'));
  const graphs = await convertSavedModel(join(FIXTURES, name, 'saved_model'), ['serving_default', 'serve']);
  for (const signature of ['serving_default', 'serve']) {
    const answer = await runConverted(graphs, signature, toTensors(inputs));
    expect(differenceOf(toTensors(outputs), answer)).toBeLessThan(1e-5);
  }
});

it.for([
  ...(await readdir(join(FIXTURES, TF1))).map((name) => [TF1, name, FIXTURES] as const),
  // Models in the format of TensorFlow Hub 1.
  ...(await readdir(join(RUNTIME_FIXTURES, 'hub'))).map((name) => ['hub', name, RUNTIME_FIXTURES] as const),
])("gives the answers of Python with TensorFlow 1's variables: %s/%s", async ([kind, name, fixtures]) => {
  const folder = join(fixtures, kind, name);
  const { calls } = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8'));
  const graphs = await convertSavedModel(join(folder, 'saved_model'), ['serving_default', 'features']);
  for (const { signature, inputs, outputs } of calls) {
    const answer = await runConverted(graphs, signature, toTensors(inputs));
    expect(differenceOf(toTensors(outputs), answer)).toBeLessThan(1e-5);
  }
  expect(calls).toHaveLength(2);
});

it('keeps the dtype of a byte input for callers', async () => {
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

/** Returns the number of weights of a written model. */
async function writtenWeights(...signatures: string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-shared-'));
  try {
    await writeGraphModel(await convertSavedModel(join(FIXTURES, 'cnn/saved_model'), signatures), folder);
    return (await inspectModel(folder)).parameterCount;
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('writes weights that two signatures share once, even if something was folded into them', async () => {
  expect(await writtenWeights('serving_default', 'serve')).toBe(await writtenWeights('serving_default'));
});

it('converts a model once that is exported under two names', async () => {
  const graphs = await convertSavedModel(join(FIXTURES, 'cnn/saved_model'), ['serving_default', 'serve']);
  expect(graphs.get('serve')).toBe(graphs.get('serving_default'));
});

it.each([
  ['stateful', 'serving_default', /it has state, which the op AssignAddVariableOp .* assigns/],
  ['strings', 'serving_default', /its input 'text' is text/],
  ['integers', 'serving_default', /int64, which may not fit 32 bits/],
  ['unsupported-op', 'serving_default', /complex numbers: the op RFFT/],
  ['loop', 'serving_default', /a loop with a length that depends on its inputs/],
])('refuses a model that could answer differently, by name: %s', async (name, signature, message) => {
  const converting = convertSavedModel(join(RUNTIME_FIXTURES, name, 'saved_model'), [signature]);
  await expect(converting).rejects.toThrow(ConversionError);
  await expect(converting).rejects.toThrow(message);
});
