import '@tensorflow/tfjs-backend-cpu';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { readTfjsModel } from '../../tfjs/read-tfjs-model.ts';
import { chooseChannels } from './choose-channels.ts';
import { loadTfjsModel } from './testing/nets.ts';
import { traceChannels } from './trace-channels.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
beforeAll(() => tf.setBackend('cpu'));

/** Returns the chosen positions of a layer's channels, and a weight of the layer as TensorFlow.js has it. */
async function choose(path: string, layer: string) {
  const model = await readTfjsModel(join(ROOT, path));
  const trace = traceChannels(model);
  const chosen = chooseChannels(trace, 0.5);
  const channels = trace.passages.get(layer)?.channels ?? [];
  const places = channels.flatMap((each, at) => (chosen.has(trace.sets.setOf(each)) ? [at] : []));
  return { places, loaded: await loadTfjsModel(model) };
}

function weightOf(model: LayersModel, name: string): tf.Tensor {
  const variable = model.weights.find(({ originalName }) => originalName === name);
  if (!variable) throw new TypeError(`no weight ${name}`);
  return variable.read();
}

/** Returns the positions of the smaller half of some numbers. */
function weakest(norms: tf.Tensor): number[] {
  const values = [...norms.dataSync()];
  const median = values.toSorted((a, b) => a - b)[values.length / 2] ?? 0;
  return values.flatMap((value, at) => (value < median ? [at] : []));
}

const norms = (kernel: tf.Tensor, axes: number[]) => tf.sum(tf.abs(kernel), axes);

it('chooses the channels with the smallest L1 norm of their filters', async () => {
  const { places, loaded } = await choose('models/digits/1/model.json', 'conv2d_Conv2D2');
  expect(places).toHaveLength(24);
  expect(places).toEqual(weakest(norms(weightOf(loaded, 'conv2d_Conv2D2/kernel'), [0, 1, 2])));
});

it('includes the factors of normalizations and depthwise kernels after a filter', async () => {
  const fixture = 'packages/optimizer/fixtures/depthwise-digits/tfjs-layers';
  const { places, loaded } = await choose(fixture, 'stem');
  const scaleOf = (layer: string) =>
    tf.div(
      tf.abs(weightOf(loaded, `${layer}/gamma`)),
      tf.sqrt(tf.add(weightOf(loaded, `${layer}/moving_variance`), 1e-3)),
    );
  const factors = [
    norms(weightOf(loaded, 'stem/kernel'), [0, 1, 2]),
    scaleOf('stem_norm'),
    norms(weightOf(loaded, 'depthwise_1/depthwise_kernel'), [0, 1, 3]),
    scaleOf('depthwise_1_norm'),
  ];
  expect(places).toEqual(weakest(factors.reduce((product, factor) => tf.mul(product, factor))));
});
