import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { createTfjsRunner } from '../auto/tfjs-runner.ts';
import { roundingOf } from '../quantize/store-values.ts';
import { floatValues } from '../tfjs/float-values.ts';
import { correctBiases } from './correct-biases.ts';
import { OFFSET_BIAS, OFFSET_KERNEL, OFFSET_MODEL, OFFSET_ROWS } from './testing/offset-model.ts';

const examples = OFFSET_ROWS.map((row): NamedTensors => ({
  x: { dtype: 'float32', shape: [1, 3], data: Float32Array.from(row) },
}));

it('corrects a bias so that a kernel in bytes has the means of the original', async () => {
  using runner = await createTfjsRunner(OFFSET_MODEL);
  const meansNow = async () => {
    const answers: Float32Array[] = [];
    for (const example of examples) answers.push(await runner.run(example));
    return [0, 1].map((at) => answers.reduce((sum, answer) => sum + (answer[at] ?? 0), 0) / answers.length);
  };
  const original = await meansNow();
  const corrections = await correctBiases({
    model: OFFSET_MODEL,
    valuesOf: floatValues,
    runner,
    run: async () => void (await meansNow()),
  });
  // A quarter of the second and third inputs, with means 6 and 2, is lost.
  expect(corrections).toEqual([{ kernel: 'kernel', vector: 'bias', change: Float64Array.of(2, 2) }]);

  const values = floatValues(OFFSET_KERNEL) ?? new Float32Array();
  runner.setWeight(OFFSET_KERNEL, values.map(roundingOf(values, 'uint8')));
  expect(await meansNow()).toEqual(original.map((mean) => mean - 2));
  runner.setWeight(OFFSET_BIAS, Float32Array.of(2.5, 1.5));
  expect(await meansNow()).toEqual(original);
});

it('corrects no kernel that no example went through', async () => {
  using runner = await createTfjsRunner(OFFSET_MODEL);
  expect(
    await correctBiases({ model: OFFSET_MODEL, valuesOf: floatValues, runner, run: async () => {} }),
  ).toEqual([]);
});
