import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { createTfjsRunner } from './tfjs-runner.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');

interface Listed {
  dtype: 'float32' | 'int32';
  shape: number[];
  data: number[];
}
interface Call {
  inputs: Record<string, Listed>;
  outputs: Record<string, Listed>;
}

/** Answers of Python TensorFlow, call by call. */
async function callsOf(name: string): Promise<Call[]> {
  const expected: Call & { calls?: Call[] } = JSON.parse(
    await readFile(join(FIXTURES, name, 'expected.json'), 'utf8'),
  );
  return expected.calls ?? [expected];
}

function tensorsOf(listed: Record<string, Listed>): NamedTensors {
  return Object.fromEntries(
    Object.entries(listed).map(([name, { dtype, shape, data }]) => [
      name,
      { dtype, shape, data: dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data) },
    ]),
  );
}

it.each([
  ['a convolutional network', 'conv', 'tfjs-graph'],
  ['a layers model', 'conv', 'tfjs-layers'],
  ['an LSTM with sums that the converter fused', 'lstm', 'tfjs-graph'],
  ['a graph with control flow', 'loop', 'tfjs-graph'],
])('runs %s as Python does, and leaks no tensors', async (_, name, format) => {
  using runner = await createTfjsRunner(await readTfjsModel(join(FIXTURES, name, format)));
  const calls = await callsOf(name);
  const before = tf.memory().numTensors;
  for (const { inputs, outputs } of calls) {
    const answer = await runner.run(tensorsOf(inputs));
    const [expected] = Object.values(outputs);
    expect(answer.length).toBe(expected?.data.length);
    for (const [at, value] of (expected?.data ?? []).entries()) expect(answer[at]).toBeCloseTo(value, 5);
  }
  expect(tf.memory().numTensors).toBe(before);
});

it.each(['tfjs-graph', 'tfjs-layers'])('changes weights of a %s in place and back', async (format) => {
  const model = await readTfjsModel(join(FIXTURES, 'conv', format));
  const before = tf.memory().numTensors;
  {
    using runner = await createTfjsRunner(model);
    const loaded = tf.memory().numTensors;
    const inputs = tensorsOf((await callsOf('conv'))[0]?.inputs ?? {});
    const original = await runner.run(inputs);
    const kernel = model.groups.flat().find(({ shape }) => shape.length === 4);
    if (!kernel) throw new TypeError('the fixture has a kernel');
    const values = new Float32Array(kernel.bytes.slice().buffer);
    runner.setWeight(kernel, new Float32Array(values.length));
    expect(await runner.run(inputs)).not.toEqual(original);
    runner.setWeight(kernel, values);
    expect(await runner.run(inputs)).toEqual(original);
    expect(tf.memory().numTensors).toBe(loaded);
  }
  expect(tf.memory().numTensors).toBe(before);
});
