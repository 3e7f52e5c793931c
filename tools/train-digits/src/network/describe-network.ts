import { SIDE } from '../mnist/digit-set.ts';
import { NETWORK, type Layer } from './network.ts';

/** A layer's output for one image, and its cost. */
export interface LayerDescription {
  name: string;
  /** Shape of the output, without the batch. */
  outputShape: number[];
  /** Number of weights and biases. */
  parameters: number;
  /** Number of multiplications, each with an addition. */
  multiplications: number;
}

/** Describes the network layer by layer. */
export function describeNetwork(): LayerDescription[] {
  const descriptions: LayerDescription[] = [];
  let shape = [SIDE, SIDE, 1];
  for (const layer of NETWORK) {
    const description = describeLayer({ layer, shape });
    descriptions.push(description);
    shape = description.outputShape;
  }
  return descriptions;
}

function describeLayer({ layer, shape }: { layer: Layer; shape: number[] }): LayerDescription {
  const [height = 1, width = 1, channels = 1] = shape;
  switch (layer.kind) {
    case 'convolution': {
      const { filters, kernel, stride, padding } = layer;
      const border = padding === 'same' ? 0 : kernel - 1;
      const outputShape = [
        Math.ceil((height - border) / stride),
        Math.ceil((width - border) / stride),
        filters,
      ];
      const multiplications = product(outputShape) * kernel * kernel * channels;
      return {
        name: `convolution ${kernel} x ${kernel}${stride > 1 ? `, stride ${stride}` : ''}, ReLU`,
        outputShape,
        parameters: (kernel * kernel * channels + 1) * filters,
        multiplications,
      };
    }
    case 'max-pooling':
      return free({
        name: 'maximum of 2 x 2',
        outputShape: [Math.floor(height / 2), Math.floor(width / 2), channels],
      });
    case 'flatten':
      return free({ name: 'flatten', outputShape: [product(shape)] });
    case 'dense':
      return {
        name: 'dense',
        outputShape: [layer.units],
        parameters: (product(shape) + 1) * layer.units,
        multiplications: product(shape) * layer.units,
      };
    case 'softmax':
      return free({ name: 'softmax', outputShape: shape });
  }
}

function free({ name, outputShape }: { name: string; outputShape: number[] }): LayerDescription {
  return { name, outputShape, parameters: 0, multiplications: 0 };
}

function product(values: number[]): number {
  return values.reduce((total, value) => total * value, 1);
}
