import { join } from 'node:path';
import { expect, it } from 'vitest';
import { networkOf } from '../equalize/network-of.ts';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { findAbsorbers } from './find-absorbers.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const DIGITS = join(import.meta.dirname, '../../fixtures/depthwise-digits');

/** Returns the last parts of a weight's name. */
function short(name: string): string {
  return name.split('/').slice(-2).join('/');
}

async function absorbersOf(path: string): Promise<string[]> {
  return findAbsorbers(networkOf(await readTfjsModel(path))).map(
    ({ kernel, vector, sign, scale }) =>
      `${short(kernel.weight)}: ${sign > 0 ? '+' : '-'} ${short(vector)}${scale === undefined ? '' : ` by ${short(scale)}`}`,
  );
}

it('finds the mean that a normalization subtracts, and the bias', async () => {
  expect(await absorbersOf(join(DIGITS, 'tfjs-layers'))).toEqual([
    'stem/kernel: + stem_norm/moving_mean',
    'depthwise_1/depthwise_kernel: + depthwise_1_norm/moving_mean',
    'pointwise_1/kernel: + pointwise_1_norm/moving_mean',
    'depthwise_2/depthwise_kernel: + depthwise_2_norm/moving_mean',
    'pointwise_2/kernel: + pointwise_2_norm/moving_mean',
    'depthwise_3/depthwise_kernel: + depthwise_3_norm/moving_mean',
    'pointwise_3/kernel: + pointwise_3_norm/moving_mean',
    'scores/kernel: - scores/bias',
  ]);
});

it('finds the scale and the addition that a converted graph keeps of a normalization', async () => {
  const found = await absorbersOf(join(DIGITS, 'tfjs-graph'));
  expect(found).toHaveLength(8);
  expect(found.slice(0, 2)).toEqual([
    'convolution/merged_input: - batchnorm/sub',
    'depthwise/ReadVariableOp: - batchnorm/sub by batchnorm/mul',
  ]);
  expect(found.at(-1)).toBe('Cast/ReadVariableOp: - BiasAdd/ReadVariableOp');
});

it('finds a bias before any activation', async () => {
  const graph = await absorbersOf(join(FIXTURES, 'depthwise/tfjs-graph'));
  expect(graph.length).toBeGreaterThan(1);
});

it('leaves a kernel without a vector that can absorb a shift', async () => {
  expect(await absorbersOf(join(FIXTURES, 'loop/tfjs-graph'))).toEqual([]);
});
