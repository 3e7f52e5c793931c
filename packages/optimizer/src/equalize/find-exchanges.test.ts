import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTfjsModel } from '../tfjs/read-tfjs-model.ts';
import { findExchanges } from './find-exchanges.ts';
import { networkOf } from './network-of.ts';
import type { Part } from './step.ts';

const FIXTURES = join(import.meta.dirname, '../../../model-runtime/fixtures');
const DIGITS = join(import.meta.dirname, '../../fixtures/depthwise-digits');

/** Returns the last parts of the weights' names. */
function names(parts: readonly Part[]): string {
  return parts.map(({ weight }) => weight.split('/').slice(-2).join('/')).join(' ');
}

/** Returns the divided and the multiplied weights. */
async function exchangesOf(path: string): Promise<string[]> {
  const model = await readTfjsModel(path);
  const network = networkOf(model);
  return findExchanges(network).map(({ divided, multiplied }) => `${names(divided)} -> ${names(multiplied)}`);
}

it('finds the exchanges of a layers model through normalizations and ReLU', async () => {
  expect(await exchangesOf(join(DIGITS, 'tfjs-layers'))).toEqual([
    'stem/kernel stem_norm/moving_mean -> stem_norm/gamma',
    'stem_norm/gamma stem_norm/beta -> depthwise_1/depthwise_kernel',
    'depthwise_1/depthwise_kernel depthwise_1_norm/moving_mean -> depthwise_1_norm/gamma',
    'depthwise_1_norm/gamma depthwise_1_norm/beta -> pointwise_1/kernel',
    'pointwise_1/kernel pointwise_1_norm/moving_mean -> pointwise_1_norm/gamma',
    'pointwise_1_norm/gamma pointwise_1_norm/beta -> depthwise_2/depthwise_kernel',
    'depthwise_2/depthwise_kernel depthwise_2_norm/moving_mean -> depthwise_2_norm/gamma',
    'depthwise_2_norm/gamma depthwise_2_norm/beta -> pointwise_2/kernel',
    'pointwise_2/kernel pointwise_2_norm/moving_mean -> pointwise_2_norm/gamma',
    'pointwise_2_norm/gamma pointwise_2_norm/beta -> depthwise_3/depthwise_kernel',
    'depthwise_3/depthwise_kernel depthwise_3_norm/moving_mean -> depthwise_3_norm/gamma',
    'depthwise_3_norm/gamma depthwise_3_norm/beta -> pointwise_3/kernel',
    'pointwise_3/kernel pointwise_3_norm/moving_mean -> pointwise_3_norm/gamma',
  ]);
});

it('finds the exchanges that the converter left in a graph', async () => {
  const found = await exchangesOf(join(DIGITS, 'tfjs-graph'));
  expect(found).toHaveLength(9);
  expect(found[0]).toBe('convolution/merged_input batchnorm/sub -> depthwise/ReadVariableOp');
  expect(found[1]).toBe('depthwise/ReadVariableOp -> batchnorm/mul');
  expect(found[2]).toBe('batchnorm/mul batchnorm/sub -> convolution/merged_input');
});

it('does not cross a ReLU6, which does not pass factors on', async () => {
  const layers = await exchangesOf(join(FIXTURES, 'depthwise/tfjs-layers'));
  expect(layers.length).toBeGreaterThan(0);
  expect(layers.filter((exchange) => !/-> \w+\/gamma$/.test(exchange))).toEqual([]);
  const graph = await exchangesOf(join(FIXTURES, 'depthwise/tfjs-graph'));
  expect(graph.length).toBeGreaterThan(0);
  expect(graph.filter((exchange) => !exchange.endsWith('-> batchnorm/mul'))).toEqual([]);
});

it('finds no exchange in a model without any', async () => {
  expect(await exchangesOf(join(FIXTURES, 'loop/tfjs-graph'))).toEqual([]);
  expect(await exchangesOf(join(FIXTURES, 'lstm/tfjs-graph'))).toEqual([]);
});
