import type { NamedTensors } from '@pilotlight/protocol';
import { expect, it } from 'vitest';
import { createTfjsRunner } from '../auto/tfjs-runner.ts';
import { roundingOf } from '../quantize/store-values.ts';
import { floatValues } from '../tfjs/float-values.ts';
import type { TfjsModel, Weight } from '../tfjs/weight.ts';
import { correctBiases } from './correct-biases.ts';

const float = { type: 'DT_FLOAT' };
const dim = (...sizes: number[]) => ({ shape: { dim: sizes.map((size) => ({ size: String(size) })) } });

function weight(name: string, shape: readonly number[], values: readonly number[]): Weight {
  const bytes = new Uint8Array(new Float32Array(values).buffer);
  return { name, shape, dtype: 'float32', bytes, quantization: undefined };
}

/** `x · kernel + bias`, of three numbers two; in bytes its kernel has steps of 1, and lies 0.25 below what it was. */
const kernel = weight('kernel', [3, 2], [0, 255, 7.25, 9.25, 100.25, 3.25]);
const bias = weight('bias', [2], [0.5, -0.5]);
const model: TfjsModel = {
  format: 'tfjs-graph-model',
  file: 'model.json',
  json: {
    format: 'graph-model',
    modelTopology: {
      versions: { producer: 1 },
      node: [
        { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: dim(-1, 3) } },
        { name: 'kernel', op: 'Const', attr: { dtype: float } },
        { name: 'bias', op: 'Const', attr: { dtype: float } },
        { name: 'product', op: 'MatMul', input: ['x', 'kernel'], attr: { T: float } },
        { name: 'sum', op: 'BiasAdd', input: ['product', 'bias'], attr: { T: float } },
      ],
    },
    signature: { inputs: { x: { name: 'x:0' } }, outputs: { sum: { name: 'sum:0' } } },
  },
  groups: [[kernel, bias]],
};

const examples: NamedTensors[] = [
  [4, 8, -2],
  [0, 4, 6],
].map((row) => ({ x: { dtype: 'float32', shape: [1, 3], data: Float32Array.from(row) } }));

it('gives a bias what makes the means of a kernel in bytes those of the original', async () => {
  using runner = await createTfjsRunner(model);
  const meansNow = async () => {
    const answers: Float32Array[] = [];
    for (const example of examples) answers.push(await runner.run(example));
    return [0, 1].map((at) => answers.reduce((sum, answer) => sum + (answer[at] ?? 0), 0) / answers.length);
  };
  const original = await meansNow();
  const corrections = await correctBiases({
    model,
    valuesOf: floatValues,
    runner,
    run: async () => void (await meansNow()),
  });
  // Of the second and third inputs, whose means are 6 and 2, a quarter is lost.
  expect(corrections).toEqual([{ kernel: 'kernel', vector: 'bias', change: Float64Array.of(2, 2) }]);

  const values = floatValues(kernel) ?? new Float32Array();
  runner.setWeight(kernel, values.map(roundingOf(values, 'uint8')));
  expect(await meansNow()).toEqual(original.map((mean) => mean - 2));
  runner.setWeight(bias, Float32Array.of(2.5, 1.5));
  expect(await meansNow()).toEqual(original);
});

it('corrects nothing that no example went through', async () => {
  using runner = await createTfjsRunner(model);
  expect(await correctBiases({ model, valuesOf: floatValues, runner, run: async () => {} })).toEqual([]);
});
