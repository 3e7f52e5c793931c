import type { TfjsNode } from '@pilotlight/native-setup';
import type { layers, LayersModel } from '@tensorflow/tfjs-node';
import { SIDE } from '../mnist/digit-set.ts';
import { TRAINING } from '../training/hyperparameters.ts';
import { NETWORK, type Layer } from './network.ts';
import { INPUT_NAME, OUTPUT_NAME } from './tensor-names.ts';

/** Builds the network with initial weights drawn by `seed`. */
export function buildModel({ tf, seed }: { tf: TfjsNode; seed: number }): LayersModel {
  const sequence = tf.sequential();
  sequence.add(tf.layers.inputLayer({ name: INPUT_NAME, inputShape: [SIDE, SIDE, 1] }));
  for (const [index, layer] of NETWORK.entries()) {
    sequence.add(createLayer({ tf, layer, seed: seed + index }));
  }
  // A sequential model that is loaded from a file does not know the names of its inputs and outputs until it runs.
  return tf.model({ name: 'digits', inputs: sequence.inputs, outputs: sequence.outputs });
}

function createLayer({ tf, layer, seed }: { tf: TfjsNode; layer: Layer; seed: number }): layers.Layer {
  const kernelRegularizer = tf.regularizers.l2({ l2: TRAINING.weightDecay });
  switch (layer.kind) {
    case 'convolution':
      return tf.layers.conv2d({
        filters: layer.filters,
        kernelSize: layer.kernel,
        strides: layer.stride,
        padding: layer.padding,
        activation: 'relu',
        kernelInitializer: tf.initializers.heNormal({ seed }),
        kernelRegularizer,
      });
    case 'max-pooling':
      return tf.layers.maxPooling2d({ poolSize: 2 });
    case 'flatten':
      return tf.layers.flatten();
    case 'dense':
      return tf.layers.dense({
        units: layer.units,
        kernelInitializer: tf.initializers.glorotNormal({ seed }),
        kernelRegularizer,
      });
    case 'softmax':
      return tf.layers.softmax({ name: OUTPUT_NAME });
  }
}
