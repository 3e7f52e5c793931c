import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';
import type { Deployable } from '../prepare/build-deployable.ts';
import { agree } from './agree.ts';
import { callOf, type Contender, firstRowOf } from './contender.ts';
import { startFunctionOf } from './floors.ts';

const FIXTURE = join(REPOSITORY, 'packages/converter/fixtures/cnn');

/** A small convolutional network, exported by Keras. */
export const KERAS_CNN = join(FIXTURE, 'saved_model');

interface Answered {
  inputs: { x: { shape: [number, ...number[]]; data: number[] } };
  outputs: { output_0: { shape: [number, ...number[]]; data: number[] } };
}

/** Our function with that network, added with default options, compared with Python's answers. */
export async function kerasCnn({ directory, env, functionMiB }: Deployable): Promise<Contender> {
  const { inputs, outputs }: Answered = JSON.parse(await readFile(join(FIXTURE, 'expected.json'), 'utf8'));
  const { shape, data } = inputs.x;
  const { output_0: scores } = outputs;
  return {
    id: 'keras-cnn',
    name: '`predict`, small Keras CNN, converted',
    role: 'ours',
    functionMiB,
    start: (processors) => startFunctionOf(directory, 'predict', { env, processors }),
    body: callOf({ inputs: [nested(data.slice(0, data.length / shape[0]), shape.slice(1))] }),
    isCorrect: (answer) =>
      agree(firstRowOf(answer), scores.data.slice(0, scores.data.length / scores.shape[0])),
  };
}

function nested(data: readonly unknown[], shape: readonly number[]): unknown {
  return shape
    .slice(1)
    .toReversed()
    .reduce<readonly unknown[]>(
      (flat, size) =>
        Array.from({ length: flat.length / size }, (_, at) => flat.slice(at * size, (at + 1) * size)),
      data,
    );
}
