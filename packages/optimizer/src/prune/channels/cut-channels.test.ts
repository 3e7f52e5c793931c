import '@tensorflow/tfjs-backend-cpu';
import { join } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { OptimizerError } from '../../optimizer-error.ts';
import { quantizeModel } from '../../quantize/quantize-model.ts';
import { readTfjsModel } from '../../tfjs/read-tfjs-model.ts';
import { cutChannels } from './cut-channels.ts';
import { apply, loadTfjsModel, toTfjsModel } from './testing/nets.ts';

const PACKAGES = join(import.meta.dirname, '../../../..');
const DIGITS = join(PACKAGES, '../models/digits/1/model.json');
const GRAPH = join(PACKAGES, 'model-runtime/fixtures/conv/tfjs-graph');

const { layers } = tfl;
beforeAll(() => setBackend('cpu'));

/** Cuts half of a net for 8 x 8 pictures with 4 channels. */
async function cutHalf(
  make: (input: tfl.SymbolicTensor) => tfl.SymbolicTensor | tfl.SymbolicTensor[],
  share = 0.5,
) {
  const inputs = tfl.input({ shape: [8, 8, 4], name: 'picture' });
  const model = await toTfjsModel(tfl.model({ inputs, outputs: make(inputs) }));
  const { model: cut, layers: kept, left } = cutChannels(model, share);
  await expect(loadTfjsModel(cut)).resolves.toBeDefined();
  return {
    kept: Object.fromEntries(kept.map(({ layer, kept: count, of }) => [layer, `${count} of ${of}`])),
    left: Object.fromEntries(left.map(({ layer, why }) => [layer, why])),
  };
}

const conv = (name: string, filters = 8, more = {}) =>
  layers.conv2d({ name, filters, kernelSize: 1, ...more });
const scores = (from: tfl.SymbolicTensor) =>
  apply(layers.dense({ name: 'scores', units: 2 }), apply(layers.globalAveragePooling2d({}), from));

describe('leaves, with a reason', () => {
  it('inputs and outputs of the model', async () => {
    const { kept, left } = await cutHalf((input) => {
      const shortcut = apply(layers.add(), apply(conv('first', 4), input), input);
      return [apply(conv('given'), shortcut), scores(apply(conv('inner'), shortcut))];
    });
    expect(kept).toEqual({ inner: '4 of 8' });
    expect(left).toEqual({
      first: 'they are inputs of the model',
      given: 'they are outputs of the model',
      scores: 'they are outputs of the model',
    });
  });

  it('a layer that is used more than once', async () => {
    const { kept, left } = await cutHalf((input) => {
      const shared = conv('shared');
      const before = apply(conv('before'), input);
      const twice = apply(layers.add(), apply(shared, before), apply(shared, before));
      return scores(apply(conv('after'), twice));
    });
    expect(kept).toEqual({ after: '4 of 8' });
    expect(left).toMatchObject({
      before: "they are inputs of 'shared': it is used more than once",
      shared: 'it is used more than once',
    });
  });

  it.each<[string, tfl.layers.Layer, string]>([
    [
      'a normalization over channels',
      layers.layerNormalization({ name: 'odd' }),
      'how LayerNormalization changes channels',
    ],
    ['a normalization of another axis', layers.batchNormalization({ name: 'odd', axis: 1 }), 'another axis'],
    [
      'a layer that permutes axes',
      layers.permute({ name: 'odd', dims: [1, 3, 2] }),
      'how Permute changes channels',
    ],
    [
      'a layer that moves channels',
      layers.reshape({ name: 'odd', targetShape: [4, 8, 16] }),
      'moves channels to another position',
    ],
    ['a softmax', layers.softmax({ name: 'odd' }), 'compares channels with each other'],
    ['a softmax at the end of a layer', conv('odd', 8, { activation: 'softmax' }), ''],
  ])('inputs of %s', async (_, layer, why) => {
    const { kept, left } = await cutHalf((input) =>
      scores(apply(conv('after'), apply(layer, apply(conv('before'), input)))),
    );
    expect(kept).toMatchObject({ after: '4 of 8' });
    if (why === '') expect(left).toMatchObject({ odd: 'it compares channels with each other' });
    else expect(left['before']).toContain(why);
  });

  it('a layer with channels first, and a recurrent one', async () => {
    const { kept, left } = await cutHalf((input) => {
      const turned = apply(conv('turned', 8, { dataFormat: 'channelsFirst' }), apply(conv('before'), input));
      const rows = apply(layers.reshape({ targetShape: [8, 64] }), turned);
      const lstm = apply(layers.lstm({ name: 'lstm', units: 8, recurrentInitializer: 'zeros' }), rows);
      return apply(
        layers.dense({ name: 'scores', units: 2 }),
        apply(layers.dense({ name: 'after', units: 8 }), lstm),
      );
    });
    expect(kept).toEqual({ after: '4 of 8' });
    expect(left).toMatchObject({
      before: "they are inputs of 'turned': it has its channels first",
      turned: 'it has its channels first',
      lstm: 'it is unknown how LSTM changes channels',
    });
  });
});

it('cuts channels that are added together, and keeps their widths equal', async () => {
  const { kept } = await cutHalf((input) => {
    const wide = apply(layers.concatenate(), apply(conv('one'), input), apply(conv('other', 4), input));
    return scores(apply(layers.add(), wide, apply(conv('across', 12), input)));
  }, 0.95);
  expect(kept).toEqual({ one: '1 of 8', other: '1 of 4', across: '2 of 12' });
});

it('keeps at least one channel of each layer', async () => {
  const { kept } = await cutHalf((input) => scores(apply(conv('one', 1), apply(conv('eight'), input))), 0.99);
  expect(kept).toEqual({ eight: '1 of 8', one: '1 of 1' });
});

it('cuts a sequence with its input shape in its first layer', async () => {
  const sequence = tfl.sequential({
    layers: [
      layers.conv1d({ name: 'first', filters: 8, kernelSize: 2, inputShape: [6, 3] }),
      layers.prelu({}),
      layers.maxPooling1d({ poolSize: 5 }),
      layers.reshape({ targetShape: [8] }),
      layers.repeatVector({ n: 3 }),
      layers.conv1d({ name: 'second', filters: 4, kernelSize: 3 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const { model, layers: kept } = cutChannels(await toTfjsModel(sequence), 0.25);
  expect(kept).toEqual([
    { layer: 'first', kept: 6, of: 8 },
    { layer: 'second', kept: 3, of: 4 },
  ]);
  const loaded = await loadTfjsModel(model);
  expect(loaded.layers.map(({ outputShape }) => outputShape)).toEqual([
    [null, 5, 6],
    [null, 5, 6],
    [null, 1, 6],
    [null, 6],
    [null, 3, 6],
    [null, 1, 3],
    [null, 3],
    [null, 2],
  ]);
});

it('cuts weights as they are stored', async () => {
  const digits = await readTfjsModel(DIGITS);
  const before = quantizeModel(digits, 'uint8');
  const { model } = cutChannels(before, 0.5);
  const [kernel, bias] = model.groups.flat();
  expect(kernel).toMatchObject({ shape: [5, 5, 1, 16], quantization: before.groups.flat()[0]?.quantization });
  expect(kernel?.bytes).toHaveLength(5 * 5 * 16);
  expect(bias?.shape).toEqual([16]);
});

it('refuses a model without channels to cut', async () => {
  await expect(cutHalf((input) => scores(input))).rejects.toThrow('(scores: they are outputs of the model)');
  await expect(cutHalf((input) => scores(apply(conv('few'), input)), 0.05)).rejects.toThrow(
    'use a larger share',
  );
  const graph = await readTfjsModel(GRAPH);
  expect(() => cutChannels(graph, 0.5)).toThrow('from a layers model only');
});

const layer = (class_name: string, name: string, config: object, ...from: string[]) => ({
  class_name,
  config: { name, ...config },
  inbound_nodes: from.length > 0 ? [from.map((source) => [source, 0, 0, {}])] : [],
});

it('refuses layers that would take all memory', () => {
  const doubled = Array.from({ length: 40 }, (_, at) =>
    layer('Concatenate', `c${at + 1}`, { axis: -1 }, `c${at}`, `c${at}`),
  );
  const many = Array.from({ length: 100 }, (_, at) =>
    layer('InputLayer', `i${at}`, { batch_input_shape: [null, 65_536] }),
  );
  for (const others of [doubled, many]) {
    const first = layer('InputLayer', 'c0', { batch_input_shape: [null, 8] });
    const config = {
      layers: [first, ...others],
      input_layers: [['c0', 0, 0]],
      output_layers: [['c0', 0, 0]],
    };
    const json = { modelTopology: { class_name: 'Model', config } };
    const model = { format: 'tfjs-layers-model', file: 'hostile', json, groups: [] } as const;
    expect(() => cutChannels(model, 0.5)).toThrow(OptimizerError);
  }
});
