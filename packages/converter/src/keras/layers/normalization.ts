import { elementCount } from '@pilotlight/protocol/tensors';
import type { Value } from '../../graph/graph-node.ts';
import { addVector, asFloat, binary, reduce, rsqrt, unary } from './arithmetic.ts';
import type { LayerContext, LayerKinds } from './layer-kind.ts';
import { axisOf, knownSize, rankOf, reshape, shapeOf, sizesOf } from './shaping.ts';

const EPSILON = 1e-3;

const scaled = (config: { flag(key: string, missing: boolean): boolean }) => [
  ...(config.flag('scale', true) ? [{ name: 'gamma' }] : []),
  ...(config.flag('center', true) ? [{ name: 'beta' }] : []),
];

export const NORMALIZATION_LAYERS: LayerKinds = {
  BatchNormalization: {
    variables: (config) => [
      ...scaled(config),
      { name: 'moving_mean', isTrained: false },
      { name: 'moving_variance', isTrained: false },
    ],
    build: batchNormalization,
  },
  LayerNormalization: {
    variables: scaled,
    build: layerNormalization,
  },
  RMSNormalization: { variables: () => [{ name: 'scale' }], build: rmsNormalization },
  GroupNormalization: { variables: scaled, build: groupNormalization },
  UnitNormalization: {
    build: ({ graph, config, input }) => {
      const x = asFloat(graph, input);
      const axes = config.list('axis', [-1]).map((axis) => axisOf(x, axis));
      const inverse = rsqrt(graph, x, axes);
      return binary(graph, 'Mul', x, binary(graph, 'Minimum', inverse, 1e12));
    },
  },
  Normalization: {
    variables: (config) =>
      config.has('mean') ? [] : ['mean', 'variance', 'count'].map((name) => ({ name, isTrained: false })),
    build: normalization,
  },
};

/** Adds one factor and one sum for each channel, computed from the learned values. */
function batchNormalization(context: LayerContext): Value {
  const { graph, config, input, layer } = context;
  const x = asFloat(graph, input);
  const [given = -1, ...more] = config.list('axis', [-1]);
  if (more.length > 0) throw context.refuse('it is over several axes');
  const axis = axisOf(x, given);
  const size = knownSize(x, axis);
  const epsilon = config.float('epsilon', EPSILON);
  const mean = context.weight('moving_mean', [size]).data;
  const variance = context.weight('moving_variance', [size]).data;
  const gamma = config.flag('scale', true) ? context.weight('gamma', [size]).data : undefined;
  const beta = config.flag('center', true) ? context.weight('beta', [size]).data : undefined;
  const factor = variance.map((each, at) => (gamma?.[at] ?? 1) / Math.sqrt(each + epsilon));
  const offset = mean.map((each, at) => (beta?.[at] ?? 0) - each * (factor[at] ?? 0));
  const shape = axis === rankOf(x) - 1 ? [size] : shapeOf(x).map((_, at) => (at === axis ? size : 1));
  const product = graph.add(
    'Mul',
    [x, addVector(graph, factor, shape)],
    { T: { type: 'float32' } },
    { name: layer.name },
  );
  return binary(graph, 'AddV2', product, addVector(graph, offset, shape));
}

function layerNormalization(context: LayerContext): Value {
  const { graph, config, input } = context;
  const x = asFloat(graph, input);
  const axes = config
    .list('axis', [-1])
    .map((axis) => axisOf(x, axis))
    .toSorted((a, b) => a - b);
  const shape = shapeOf(x).map((size, axis) => (axes.includes(axis) ? size : 1));
  const own = axes.map((axis) => knownSize(x, axis));
  const epsilon = config.float('epsilon', EPSILON);
  if (config.flag('rms_scaling', false)) throw context.refuse('it has rms_scaling');
  return scale(context, standardize(context, x, axes, epsilon), own, shape);
}

/** Subtracts the mean, and divides by the deviation. */
function standardize({ graph }: LayerContext, x: Value, axes: readonly number[], epsilon: number): Value {
  const centered = binary(graph, 'Sub', x, reduce(graph, 'Mean', x, axes, true));
  const variance = reduce(graph, 'Mean', unary(graph, 'Square', centered), axes, true);
  return binary(graph, 'Mul', centered, unary(graph, 'Rsqrt', binary(graph, 'AddV2', variance, epsilon)));
}

function scale(context: LayerContext, x: Value, own: readonly number[], shape: readonly number[]): Value {
  const { graph, weight, config } = context;
  // Leading dimensions of 1 do not change a broadcast.
  const first = shape.findIndex((size) => size !== 1);
  const broadcast = first === -1 ? [elementCount(own)] : shape.slice(first);
  let y = x;
  if (config.flag('scale', true))
    y = binary(graph, 'Mul', y, addVector(graph, weight('gamma', own).data, broadcast));
  if (config.flag('center', true))
    y = binary(graph, 'AddV2', y, addVector(graph, weight('beta', own).data, broadcast));
  return y;
}

function rmsNormalization(context: LayerContext): Value {
  const { graph, config, input } = context;
  const x = asFloat(graph, input);
  const axes = config.list('axis', [-1]).map((axis) => axisOf(x, axis));
  const [axis = -1] = axes;
  if (axes.length !== 1 || axis !== rankOf(x) - 1)
    throw context.refuse('it is over other axes than the last');
  const mean = reduce(graph, 'Mean', unary(graph, 'Square', x), axes, true);
  const y = binary(
    graph,
    'Mul',
    x,
    unary(graph, 'Rsqrt', binary(graph, 'AddV2', mean, config.float('epsilon', 1e-6))),
  );
  return binary(graph, 'Mul', y, addVector(graph, context.weight('scale', [knownSize(x, axis)]).data));
}

function groupNormalization(context: LayerContext): Value {
  const { graph, config, input } = context;
  const x = asFloat(graph, input);
  const axis = axisOf(x, config.int('axis', -1));
  if (axis !== rankOf(x) - 1) throw context.refuse('its channels are not last');
  const channels = knownSize(x, axis);
  const given = config.int('groups', 32);
  const groups = given === -1 ? channels : given;
  if (channels % groups !== 0) throw new TypeError(`has ${channels} channels in ${groups} groups`);
  const sizes = sizesOf(graph, x);
  const split = reshape(graph, x, [...sizes.slice(0, -1), groups, channels / groups]);
  const axes = Array.from({ length: rankOf(x) }, (_, at) => at + 1).filter((at) => at !== axis);
  const y = reshape(graph, standardize(context, split, axes, config.float('epsilon', EPSILON)), sizes);
  return scale(context, y, [channels], [channels]);
}

function normalization(context: LayerContext): Value {
  const { graph, config, input } = context;
  const x = asFloat(graph, input);
  const axes = (config.raw('axis') === null ? [] : config.list('axis', [-1]))
    .map((axis) => axisOf(x, axis))
    .toSorted((a, b) => a - b);
  const own = axes.map((axis) => knownSize(x, axis));
  const shape = shapeOf(x).map((size, axis) => (axes.includes(axis) ? size : 1));
  const count = elementCount(own);
  const mean = config.has('mean') ? spread(config.raw('mean'), count) : context.weight('mean', own).data;
  const variance = config.has('mean')
    ? spread(config.raw('variance'), count)
    : context.weight('variance', own).data;
  const deviation = variance.map((each) => Math.max(Math.sqrt(each), 1e-7));
  const [middle, width] = [addVector(graph, mean, shape), addVector(graph, deviation, shape)];
  if (config.flag('invert', false)) return binary(graph, 'AddV2', middle, binary(graph, 'Mul', x, width));
  return binary(graph, 'RealDiv', binary(graph, 'Sub', x, middle), width);
}

/** Flattens nested lists of numbers. A single number is repeated. */
function spread(value: unknown, count: number): Float32Array {
  const numbers = (Array.isArray(value) ? value.flat(8) : [value]).map((each: unknown) => {
    if (typeof each !== 'number') throw new TypeError('has a mean or a variance that is not a number');
    return each;
  });
  if (numbers.length !== 1 && numbers.length !== count)
    throw new TypeError(`has ${numbers.length} means for ${count}`);
  return Float32Array.from({ length: count }, (_, at) => numbers[numbers.length === 1 ? 0 : at] ?? 0);
}
