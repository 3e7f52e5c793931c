import { join } from 'node:path';
import type { NamedTensors } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { equalizeModel } from '../equalize/equalize-model.ts';
import { quantizeModel } from '../quantize/quantize-model.ts';
import { floatValues } from '../tfjs/float-values.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { planStorage } from './plan-storage.ts';
import { createTfjsRunner } from './tfjs-runner.ts';
import { type Level, type Unit, unitsOf } from './unit.ts';

const DIGITS = join(import.meta.dirname, '../../fixtures/depthwise-digits/tfjs-graph');
const image: NamedTensors = {
  image: {
    dtype: 'float32',
    shape: [1, 28, 28, 1],
    data: Float32Array.from({ length: 784 }, (_, at) => ((at * 37) % 101) / 101),
  },
};

async function answerOf(model: TfjsModel): Promise<Float32Array> {
  using runner = await createTfjsRunner(model);
  return runner.run(image);
}

it('stores weights that were changed together, even if only some are stored less exactly', async () => {
  const model = await readTfjsModel(DIGITS);
  const valuesOf = equalizeModel(model) ?? floatValues;
  const units = unitsOf(model, valuesOf);
  const some = new Map(units.slice(0, 3).map((unit): [Unit, Level] => [unit, 'half']));
  const smaller = quantizeModel(model, planStorage(units, some, valuesOf), valuesOf);
  const [original, answer] = [await answerOf(model), await answerOf(smaller)];
  for (const [at, score] of original.entries()) expect(answer[at]).toBeCloseTo(score, 2);
});

it('leaves unchanged weights as the file has them', async () => {
  const model = quantizeModel(await readTfjsModel(DIGITS), 'float16');
  const units = unitsOf(model, floatValues);
  expect(planStorage(units, new Map(), floatValues).size).toBe(0);
});
