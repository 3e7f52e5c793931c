import { elementCount } from '@pilotlight/protocol/tensors';
import * as v from 'valibot';
import {
  isChannelsFirst,
  type LayerConfig,
  type Shape,
  toNumber,
  toNumbers,
  toShape,
} from './layer-config.ts';
import { mapSpatial, slideWindow, spreadWindow } from './spatial-shape.ts';

const cellSchema = v.object({ config: v.object({ units: v.number() }) });
const stackSchema = v.object({ config: v.object({ cells: v.array(cellSchema) }) });

type ShapeRule = (config: LayerConfig, input: Shape, inputs: readonly Shape[]) => Shape | undefined;

const same: ShapeRule = (_, input) => input;
const units: ShapeRule = (config, input) => [...input.slice(0, -1), toNumber(config['units'])];
const convolve: ShapeRule = (config, input) =>
  slideWindow(config, input, {
    window: 'kernel_size',
    strides: 'strides',
    channels: toNumber(config['filters']),
  });
const spread: ShapeRule = (config, input) => spreadWindow(config, input, toNumber(config['filters']));
const pool: ShapeRule = (config, input) =>
  slideWindow(config, input, { window: 'pool_size', strides: 'strides' });
const poolAll: ShapeRule = (config, [batch = -1, ...rest]) => [
  batch,
  (isChannelsFirst(config) ? rest[0] : rest.at(-1)) ?? -1,
];
const recurrent: ShapeRule = (config, [batch = -1, steps = -1]) => {
  const width = toNumber(config['units']);
  return config['return_sequences'] === true ? [batch, steps, width] : [batch, width];
};
/** Broadcasts shapes that are equal or have dimensions of 1. A shape with fewer dimensions gets new ones after the batch. */
const merge: ShapeRule = (_, __, inputs) => {
  const rank = Math.max(...inputs.map(({ length }) => length));
  const [first = [], ...others] = inputs.map(([batch = -1, ...rest]) => [
    batch,
    ...Array.from({ length: rank - 1 - rest.length }, () => 1),
    ...rest,
  ]);
  return first.map((size, at) =>
    others.reduce((known, other) => {
      const own = other[at] ?? 1;
      return known === 1 || own === -1 ? own : own === 1 ? known : Math.max(known, own);
    }, size),
  );
};
const general: ShapeRule = (config, input, inputs) => {
  const cells = v.parse(v.union([stackSchema, cellSchema]), config['cell']).config;
  const last = 'cells' in cells ? cells.cells.at(-1)?.config : cells;
  return recurrent({ ...config, units: last?.units }, input, inputs);
};
const convolveSteps: ShapeRule = (config, [batch = -1, steps = -1, ...image], inputs) => {
  const each = convolve(config, [batch, ...image], inputs);
  return each && config['return_sequences'] === true ? [batch, steps, ...each.slice(1)] : each;
};
const dot: ShapeRule = (config, first, [, second]) => {
  if (!second) return undefined;
  const axes = [config['axes']].flat().map(toNumber);
  const without = (shape: Shape, axis = axes[0] ?? -1) =>
    shape.filter((_, at) => at !== 0 && at !== (axis < 0 ? shape.length + axis : axis));
  const rest = [...without(first), ...without(second, axes[1])];
  return [first[0] ?? -1, ...(rest.length === 0 ? [1] : rest)];
};

/** Output shapes of layers, by class. The shapes of other classes are unknown, even if they can run. */
const RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ...[
    'Activation',
    'AlphaDropout',
    'BatchNormalization',
    'Dropout',
    'ELU',
    'GaussianDropout',
    'GaussianNoise',
    'LayerNormalization',
    'LeakyReLU',
    'Masking',
    'PReLU',
    'ReLU',
    'Rescaling',
    'Softmax',
    'SpatialDropout1D',
    'ThresholdedReLU',
  ].map((name): [string, ShapeRule] => [name, same]),
  ...['Add', 'Average', 'Maximum', 'Minimum', 'Multiply'].map((name): [string, ShapeRule] => [name, merge]),
  ...['Conv1D', 'Conv2D', 'Conv3D', 'SeparableConv2D'].map((name): [string, ShapeRule] => [name, convolve]),
  ...['Conv2DTranspose', 'Conv3DTranspose'].map((name): [string, ShapeRule] => [name, spread]),
  ...[1, 2, 3].flatMap((rank): [string, ShapeRule][] => [
    [`MaxPooling${rank}D`, pool],
    [`AveragePooling${rank}D`, pool],
    [`GlobalMaxPooling${rank}D`, poolAll],
    [`GlobalAveragePooling${rank}D`, poolAll],
  ]),
  ...['SimpleRNN', 'GRU', 'LSTM'].map((name): [string, ShapeRule] => [name, recurrent]),
  ['RNN', general],
  ['ConvLSTM2D', convolveSteps],
  ['Dot', dot],
  ['Dense', units],
  [
    'DepthwiseConv2D',
    (config, input) =>
      slideWindow(config, input, {
        window: 'kernel_size',
        strides: 'strides',
        channels:
          toNumber(config['depth_multiplier'] ?? 1) *
          ((isChannelsFirst(config) ? input[1] : input.at(-1)) ?? 1),
      }),
  ],
  ['Flatten', (_, [batch = -1, ...rest]) => [batch, rest.includes(-1) ? -1 : elementCount(rest)]],
  ['RepeatVector', (config, [batch = -1, width = -1]) => [batch, toNumber(config['n']), width]],
  ['Embedding', (config, input) => [...input, toNumber(config['output_dim'])]],
  [
    'Permute',
    (config, input) => [0, ...toNumbers(config['dims'], input.length - 1)].map((at) => input[at] ?? -1),
  ],
  ['Reshape', reshape],
  ['Concatenate', concatenate],
  [
    'UpSampling2D',
    (config, input) => {
      const factors = toNumbers(config['size'] ?? 2, 2);
      return mapSpatial(config, input, undefined, (size, at) => size * (factors[at] ?? 1));
    },
  ],
  ['ZeroPadding2D', (config, input) => changeEdges(config, input, config['padding'], 1)],
  ['Cropping2D', (config, input) => changeEdges(config, input, config['cropping'], -1)],
]);

/** Returns the output shape of a layer for inputs of these shapes; undefined if it is not known. */
export function layerShape(
  className: string,
  config: LayerConfig,
  inputs: readonly Shape[],
): Shape | undefined {
  const [input] = inputs;
  return input && RULES.get(className)?.(config, input, inputs);
}

function reshape(config: LayerConfig, [batch = -1, ...rest]: Shape): Shape | undefined {
  const target = toShape(config['target_shape']);
  if (!target?.includes(-1) || rest.includes(-1)) return target && [batch, ...target];
  const known = elementCount(target.filter((size) => size !== -1));
  return [batch, ...target.map((size) => (size === -1 ? elementCount(rest) / known : size))];
}

function concatenate(config: LayerConfig, input: Shape, inputs: readonly Shape[]): Shape {
  const axis = toNumber(config['axis'] ?? -1);
  const along = axis < 0 ? input.length + axis : axis;
  const sizes = inputs.map((shape) => shape[along] ?? -1);
  const total = sizes.includes(-1) ? -1 : sizes.reduce((sum, size) => sum + size, 0);
  return input.map((size, at) => (at === along ? total : size));
}

/** Reads the size at each side: `1`, `[1, 2]` or `[[1, 1], [2, 2]]`. */
function changeEdges(config: LayerConfig, input: Shape, edges: unknown, sign: 1 | -1): Shape {
  const each = Array.isArray(edges) ? edges : [edges, edges];
  return mapSpatial(config, input, undefined, (size, at) => {
    const [before = 0, after = 0] = toNumbers(each[at], 2);
    return size + sign * (before + after);
  });
}
