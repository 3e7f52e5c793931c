import './kernels/derive-layer-kernels.ts';
import * as layers from '@tensorflow/tfjs-layers';
import { setBackend } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { topologySchema } from './layers-model.ts';
import { layersSignature } from './layers-signature.ts';

beforeAll(() => setBackend('cpu'));

/** The shapes of a model's outputs as its file tells them. */
function toldOutputs(model: layers.LayersModel) {
  const topology: unknown = model.toJSON(undefined, false);
  const { signature: found } = layersSignature(v.parse(topologySchema, topology));
  const signature = found.get('serving_default');
  return Object.fromEntries([...(signature?.outputs ?? [])].map(([name, { shape }]) => [name, shape]));
}

function ownOutputs(model: layers.LayersModel) {
  return Object.fromEntries(
    model.outputNames.map((name, at) => [name, model.outputs[at]?.shape.map((size) => size ?? -1)]),
  );
}

function symbolic(value: unknown): layers.SymbolicTensor {
  if (value instanceof layers.SymbolicTensor) return value;
  throw new TypeError('a layer was run instead of connected');
}

it('follows models within models, used more than once', () => {
  const inner = layers.sequential({
    name: 'inner',
    layers: [
      layers.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 3], padding: 'same' }),
      layers.layers.maxPooling2d({ poolSize: 2, padding: 'same' }),
    ],
  });
  const first = layers.input({ shape: [8, 8, 3] });
  const second = layers.input({ shape: [8, 8, 3] });
  const sum = symbolic(
    layers.layers.add().apply([symbolic(inner.apply(first)), symbolic(inner.apply(second))]),
  );
  const outputs = symbolic(layers.layers.flatten().apply(sum));
  const model = layers.model({ inputs: [first, second], outputs });
  expect(toldOutputs(model)).toEqual(ownOutputs(model));
});

it('follows wrappers', () => {
  const model = layers.sequential({
    layers: [
      layers.layers.timeDistributed({ layer: layers.layers.dense({ units: 5 }), inputShape: [7, 3] }),
      layers.layers.bidirectional({
        layer: layers.layers.gru({ units: 4, recurrentInitializer: 'zeros', returnSequences: true }),
        mergeMode: 'concat',
      }),
    ],
  });
  model.build();
  expect(toldOutputs(model)).toEqual(ownOutputs(model));
});

it('knows how Keras counts the uses of a model', () => {
  const input = {
    class_name: 'InputLayer',
    config: { name: 'a', batch_input_shape: [null, 4] },
    inbound_nodes: [],
  };
  const { signature } = layersSignature({
    class_name: 'Functional',
    config: {
      layers: [
        input,
        {
          class_name: 'Sequential',
          config: { name: 'inner', layers: [{ class_name: 'Dense', config: { name: 'd', units: 3 } }] },
          inbound_nodes: [[['a', 0, 0, {}]]],
        },
        { class_name: 'ReLU', config: { name: 'end' }, inbound_nodes: [[['inner', 1, 0, {}]]] },
      ],
      input_layers: [['a', 0, 0]],
      output_layers: [['end', 0, 0]],
    },
  });
  expect(signature.get('serving_default')?.outputs.get('end')?.shape).toEqual([-1, 3]);
});
