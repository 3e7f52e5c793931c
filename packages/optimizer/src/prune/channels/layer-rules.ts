import { activate, compare, concatenate, flatten, merge, multiply, pass, reshape } from './flow-rules.ts';
import { depthwise, mix, separable } from './kernel-rules.ts';
import type { Rule } from './rule.ts';
import { normalize, slope } from './vector-rules.ts';

/** Layers without weights that process each channel independently. */
const PASSING = [
  'AlphaDropout',
  'Cropping2D',
  'Dropout',
  'ELU',
  'GaussianDropout',
  'GaussianNoise',
  'LeakyReLU',
  'ReLU',
  'RepeatVector',
  'SpatialDropout1D',
  'ThresholdedReLU',
  'UpSampling2D',
  'ZeroPadding2D',
  ...['Max', 'Average', 'GlobalMax', 'GlobalAverage'].flatMap((kind) =>
    [1, 2].map((rank) => `${kind}Pooling${rank}D`),
  ),
];

/** Rules for Keras layers; all channels in and out of a layer of another class are kept. */
export const LAYER_RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['Conv1D', mix({ into: 1, out: 2, count: 'filters' })],
  ['Conv2D', mix({ into: 2, out: 3, count: 'filters' })],
  ['Conv2DTranspose', mix({ into: 3, out: 2, count: 'filters' })],
  ['Dense', mix({ into: 0, out: 1, count: 'units' })],
  ['SeparableConv2D', separable],
  ['DepthwiseConv2D', depthwise],
  ['BatchNormalization', normalize],
  ['PReLU', slope],
  ['Activation', activate],
  ['Softmax', compare],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Concatenate', concatenate],
  ['Multiply', multiply],
  ...['Add', 'Average', 'Maximum', 'Minimum'].map((name): [string, Rule] => [name, merge]),
  ...PASSING.map((name): [string, Rule] => [name, pass]),
]);
