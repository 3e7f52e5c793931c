import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { LAYER_SAMPLES, type LayerSample, WRAPPER_SAMPLES } from './layer-samples.ts';

// Otherwise it would advertise tfjs-node.
tf.env().set('IS_TEST', true);

/** Values of a layer's `activation`, as Keras writes them. */
const ACTIVATIONS = [
  'elu',
  'gelu',
  'hard_sigmoid',
  'linear',
  'log_softmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
];

export interface LayerKernels {
  layers: Record<string, string[]>;
  activations: Record<string, string[]>;
}

/** Finds the kernels of each layer and activation: the installed TensorFlow.js runs them on its CPU backend. */
export async function deriveLayerKernels(): Promise<LayerKernels> {
  await tf.setBackend('cpu');
  const found: LayerKernels = { layers: { InputLayer: [] }, activations: {} };
  for (const [layer, samples] of Object.entries({ ...LAYER_SAMPLES, ...WRAPPER_SAMPLES })) {
    found.layers[layer] = await kernelsOf(layer, samples);
  }
  for (const activation of ACTIVATIONS) {
    found.activations[activation] = await kernelsOf('Activation', [{ config: { activation } }]);
  }
  found.layers = Object.fromEntries(Object.entries(found.layers).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return found;
}

async function kernelsOf(layer: string, samples: readonly LayerSample[]): Promise<string[]> {
  const kernels = new Set<string>();
  for (const sample of samples) {
    const { model, feed } = await build(isGeneric(sample) ? 'RNN' : layer, sample);
    const profile = await tf.profile(() => tf.tidy(() => model.call(feed, {})));
    // A function with its own gradient is profiled like a kernel, beside the kernels that it runs.
    for (const kernel of profile.kernelNames) if (!kernel.endsWith('__op')) kernels.add(kernel);
    model.dispose();
    tf.dispose(feed);
  }
  return [...kernels].toSorted();
}

/** A recurrent layer can also be written as `RNN` around a cell. */
const isGeneric = ({ config }: LayerSample) => config !== undefined && 'cell' in config;

/** Returns a model of one layer. */
export async function build(layer: string, { config = {}, inputs = [[1, 4]] }: LayerSample) {
  const inputLayers = inputs.map((shape, at) => ({
    class_name: 'InputLayer',
    name: `in${at}`,
    config: { name: `in${at}`, batch_input_shape: shape, dtype: 'float32' },
    inbound_nodes: [],
  }));
  const model = await layers.models.modelFromJSON({
    class_name: 'Model',
    config: {
      name: 'one',
      layers: [
        ...inputLayers,
        {
          class_name: layer,
          name: 'layer',
          config: { name: 'layer', ...config },
          inbound_nodes: [inputLayers.map(({ name }) => [name, 0, 0, {}])],
        },
      ],
      input_layers: inputLayers.map(({ name }) => [name, 0, 0]),
      output_layers: [['layer', 0, 0]],
    },
  });
  const tensors = inputs.map((shape) => tf.ones(shape));
  const [first] = tensors;
  return { model, feed: tensors.length > 1 || !first ? tensors : first };
}
