import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allocate, elementCount, type NamedTensors, setElement } from '@pilotlight/protocol/tensors';
import { describe, expect, it } from 'vitest';
import { inspectModel } from '../inspect-model.ts';
import { FIXTURES } from '../testing/fixtures.ts';
import { runModel } from '../testing/run-model.ts';

// The models that Keras 3 wrote, against what it answers itself. Made by tools/oracle-fixtures/make_keras3.py.

const KERAS3 = join(FIXTURES, 'keras3');

interface WrittenTensor {
  dtype: 'float32' | 'int32';
  shape: number[];
  data: number[];
}
interface Expected {
  inputs: Record<string, WrittenTensor>;
  outputs: WrittenTensor[];
}
interface OneLayer extends Expected {
  name: string;
  json: unknown;
  weights: string;
}

const models = readdirSync(KERAS3).filter((name) => !name.endsWith('.jsonl'));
const oneLayer = readFileSync(join(KERAS3, 'one-layer.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): OneLayer => JSON.parse(line));

/** Settings that TensorFlow.js does not support or reads differently, with words of their message. */
const REFUSED: Readonly<Record<string, string>> = {
  'upsampling bilinear': 'interpolation other than nearest',
  'transposed output padding': 'output_padding',
  'convolution groups': 'groups other than 1',
  'convolution of steps, causal': 'causal padding',
  'depthwise dilation': 'dilation_rate other than 1',
  'relu negative slope': 'negative_slope other than 0',
  'relu threshold': 'threshold other than 0',
  'elu alpha': 'alpha other than 1',
  'hard sigmoid': 'activation hard_sigmoid of Keras 3 is not one',
  'pooling keepdims': 'keepdims',
  'both directions, another backward': 'another layer backward than forward',
  'GRU as it is made': 'reset_after',
  'LSTM stateful': 'stateful',
  cells: 'stacked cells',
  'normalization by root': 'rms_scaling',
  'batch normalization, first axis': 'an axis other than the last',
  'softmax, first axis': 'an axis other than the last',
  'unit length': 'layer UnitNormalization is not one of TensorFlow.js',
  'crop of the middle': 'CenterCrop',
  categories: 'CategoryEncoding',
  'leaky relu by name': 'activation leaky_relu is not one',
};

describe('what Keras 3 answers', () => {
  it.each(models)('%s', async (name) => {
    const expected: Expected = JSON.parse(await readFile(join(KERAS3, name, 'expected.json'), 'utf8'));
    const outputs = await runModel(join(KERAS3, name), toTensors(expected));
    // What Keras computed in float16 is computed in float32 here.
    expect(deviation(outputs, expected)).toBeLessThan(name === 'mixed' ? 2e-3 : 1e-5);
  });

  it.each(oneLayer.filter(({ name }) => !Object.hasOwn(REFUSED, name)))('$name', async (model) => {
    await using folder = await writtenOut(model);
    expect(deviation(await runModel(folder.path, toTensors(model)), model)).toBeLessThan(1e-5);
  });
});

it.each(oneLayer.filter(({ name }) => Object.hasOwn(REFUSED, name)))(
  'refuses $name by name',
  async (model) => {
    await using folder = await writtenOut(model);
    const { chosen, unsupported } = await inspectModel(folder.path);
    expect(chosen).toBeUndefined();
    expect(unsupported.join()).toContain(REFUSED[model.name]);
  },
);

async function writtenOut({ json, weights }: OneLayer) {
  const path = await mkdtemp(join(tmpdir(), 'pilotlight-keras3-'));
  await writeFile(join(path, 'model.json'), JSON.stringify(json));
  await writeFile(join(path, 'group1-shard1of1.bin'), Buffer.from(weights, 'base64'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

function toTensors({ inputs }: Expected): NamedTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { dtype, shape, data }]) => {
      const elements = allocate(dtype, elementCount(shape));
      for (const [at, value] of data.entries()) setElement(elements, at, value);
      return [name, { dtype, shape, data: elements }];
    }),
  );
}

/** Returns the distance of outputs from the expected ones, as a share of the largest number. */
function deviation(outputs: NamedTensors, expected: Expected): number {
  const given = Object.values(outputs);
  expect(given.map(({ shape }) => shape)).toEqual(expected.outputs.map(({ shape }) => shape));
  const deviations = expected.outputs.map(({ data }, at) => {
    const largest = Math.max(1e-9, ...data.map(Math.abs));
    const furthest = data.map((value, place) => Math.abs(value - Number(given[at]?.data[place])));
    return Math.max(...furthest) / largest;
  });
  return Math.max(...deviations);
}
