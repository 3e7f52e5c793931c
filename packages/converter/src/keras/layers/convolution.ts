import type { Value } from '../../graph/graph-node.ts';
import { activate } from './activation.ts';
import { addBias, asFloat } from './arithmetic.ts';
import type { FloatWeight, LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import { channelsFirst, channelsLast, expand, knownSize, packSizes, sizesOf, squeeze } from './shaping.ts';
import type { Graph } from '../../graph/graph.ts';

const FLOAT = { T: { type: 'float32' } } as const;
const CONV = ['Conv1D', 'Conv2D', 'Conv3D'];

const withBias = (config: { flag(key: string, missing: boolean): boolean }) =>
  config.flag('use_bias', true) ? [{ name: 'bias' }] : [];

export const CONVOLUTION_LAYERS: LayerKinds = {
  ...Object.fromEntries(
    CONV.flatMap((name, at): [string, LayerKind][] => {
      const kind: LayerKind = {
        mask: 'dropped',
        variables: (config) => [{ name: 'kernel' }, ...withBias(config)],
        build: (context) => around(context, (x) => convolve(context, x, at + 1)),
      };
      return [
        [name, kind],
        [name.replace('Conv', 'Convolution'), kind],
      ];
    }),
  ),
  ...Object.fromEntries(
    [1, 2].flatMap((rank): [string, LayerKind][] => [
      [
        `DepthwiseConv${rank}D`,
        {
          variables: (config) => [{ name: 'kernel' }, ...withBias(config)],
          mask: 'dropped',
          build: (context) => around(context, (x) => depthwise(context, x, rank)),
        },
      ],
      [
        `SeparableConv${rank}D`,
        {
          variables: (config) => [
            { name: 'depthwise_kernel' },
            { name: 'pointwise_kernel' },
            ...withBias(config),
          ],
          mask: 'dropped',
          build: (context) => around(context, (x) => separable(context, x, rank)),
        },
      ],
      [
        `Conv${rank}DTranspose`,
        {
          variables: (config) => [{ name: 'kernel' }, ...withBias(config)],
          mask: 'dropped',
          build: (context) => around(context, (x) => transposed(context, x, rank)),
        },
      ],
    ]),
  ),
};

/** Moves channels last for a call, and back after it. */
export function around(context: LayerContext, of: (x: Value) => Value): Value {
  const { graph, config } = context;
  const x = asFloat(graph, context.input);
  if (config.raw('data_format') !== 'channels_first') return of(x);
  return channelsFirst(graph, of(channelsLast(graph, x)));
}

interface Window {
  strides: number[];
  dilations: number[];
  padding: 'SAME' | 'VALID';
}

/** Returns the strides, dilations and padding of a window. Causal padding is added here as a node. */
function windowOf(context: LayerContext, x: Value, rank: number): { x: Value; window: Window } {
  const { graph, config } = context;
  const strides = config.ints('strides', rank, 1);
  const dilations = config.ints('dilation_rate', rank, 1);
  const padding = config.text('padding', 'valid').toLowerCase();
  if (padding === 'same' || padding === 'valid') {
    return { x, window: { strides, dilations, padding: padding === 'same' ? 'SAME' : 'VALID' } };
  }
  if (padding !== 'causal' || rank !== 1) throw context.refuse(`its padding is '${padding}'`);
  const [kernel = 1] = config.ints('kernel_size', 1);
  const before = (dilations[0] ?? 1) * (kernel - 1);
  return {
    x: pad(graph, x, [
      [0, 0],
      [before, 0],
      [0, 0],
    ]),
    window: { strides, dilations, padding: 'VALID' },
  };
}

export function pad(graph: Graph, x: Value, edges: readonly (readonly [number, number])[]): Value {
  const paddings = graph.addConstant({
    dtype: 'int32',
    shape: [edges.length, 2],
    data: Int32Array.from(edges.flat()),
  });
  return graph.add('Pad', [x, paddings], { T: { type: x.dtype }, Tpaddings: { type: 'int32' } });
}

/** Computes one dimension as two, with 1 as the first. */
function inTwo(
  graph: Graph,
  x: Value,
  rank: number,
  window: Window,
  of: (x: Value, attributes: object) => Value,
): Value {
  const attributes = attributesOf(window, rank);
  if (rank !== 1) return of(x, attributes);
  return squeeze(graph, of(expand(graph, x, 1), attributes), 1);
}

function attributesOf({ strides, dilations, padding }: Window, rank: number) {
  const spread = (sizes: readonly number[]) => ({
    list: { i: [1, ...(rank === 1 ? [1] : []), ...sizes, 1] },
  });
  return {
    ...FLOAT,
    strides: spread(strides),
    dilations: spread(dilations),
    padding: { s: padding },
    data_format: { s: rank === 3 ? 'NDHWC' : 'NHWC' },
  };
}

/** Returns a filter of one dimension as one of two, with 1 as the first. */
function filterOf(graph: Graph, weight: FloatWeight, rank: number, name: string): Value {
  return graph.addConstant(rank === 1 ? { ...weight, shape: [1, ...weight.shape] } : weight, name);
}

function convolve(context: LayerContext, input: Value, rank: number): Value {
  const { graph, config, layer } = context;
  const { x, window } = windowOf(context, input, rank);
  const channels = knownSize(x, -1);
  const groups = config.int('groups', 1);
  const filters = config.int('filters');
  if (channels % groups !== 0) throw new TypeError(`has ${channels} channels in ${groups} groups`);
  if (groups > 1 && rank === 3) throw context.refuse('it is in groups');
  const weight = context.weight('kernel', [...config.ints('kernel_size', rank), channels / groups, filters]);
  const filter = filterOf(graph, weight, rank, `${layer.name}/kernel`);
  const y = inTwo(graph, x, rank, window, (two, attributes) =>
    graph.add(rank === 3 ? 'Conv3D' : 'Conv2D', [two, filter], { ...attributes }),
  );
  return finish(context, y, filters);
}

function finish(context: LayerContext, y: Value, filters: number): Value {
  const biased = context.config.flag('use_bias', true)
    ? addBias(context.graph, y, context.weight('bias', [filters]).data)
    : y;
  return activate(context, biased);
}

function depthwise(context: LayerContext, input: Value, rank: number): Value {
  const { config } = context;
  const channels = knownSize(input, -1);
  const multiplier = config.int('depth_multiplier', 1);
  const weight = context.weight('kernel', [...config.ints('kernel_size', rank), channels, multiplier]);
  return finish(context, depthwiseOf(context, input, rank, weight), channels * multiplier);
}

function depthwiseOf(context: LayerContext, input: Value, rank: number, weight: FloatWeight): Value {
  const { graph, layer } = context;
  const { x, window } = windowOf(context, input, rank);
  const [stride = 1] = window.strides;
  // TensorFlow has one stride for both dimensions.
  const both = rank === 1 ? { ...window, strides: [stride] } : window;
  if (window.strides.some((each) => each !== stride)) throw context.refuse('its strides differ');
  const filter = filterOf(graph, weight, rank, `${layer.name}/depthwise_kernel`);
  return inTwo(graph, x, rank, both, (two, attributes) => {
    const own = rank === 1 ? { ...attributes, strides: { list: { i: [1, stride, stride, 1] } } } : attributes;
    return graph.add('DepthwiseConv2dNative', [two, filter], { ...own });
  });
}

function separable(context: LayerContext, input: Value, rank: number): Value {
  const { graph, config, layer } = context;
  const channels = knownSize(input, -1);
  const multiplier = config.int('depth_multiplier', 1);
  const filters = config.int('filters');
  const weight = context.weight('depthwise_kernel', [
    ...config.ints('kernel_size', rank),
    channels,
    multiplier,
  ]);
  const between = depthwiseOf(context, input, rank, weight);
  const ones = Array.from({ length: rank }, () => 1);
  const pointwise = context.weight('pointwise_kernel', [...ones, channels * multiplier, filters]);
  const filter = filterOf(graph, pointwise, rank, `${layer.name}/pointwise_kernel`);
  const window: Window = { strides: ones, dilations: ones, padding: 'VALID' };
  const y = inTwo(graph, between, rank, window, (two, attributes) =>
    graph.add('Conv2D', [two, filter], { ...attributes }),
  );
  return finish(context, y, filters);
}

function transposed(context: LayerContext, input: Value, rank: number): Value {
  const { graph, config, layer } = context;
  const filters = config.int('filters');
  const kernel = config.ints('kernel_size', rank);
  const strides = config.ints('strides', rank, 1);
  const isSame = config.text('padding', 'valid').toLowerCase() === 'same';
  if (config.ints('dilation_rate', rank, 1).some((rate) => rate !== 1)) throw context.refuse('it is dilated');
  if (config.has('output_padding')) throw context.refuse('it has an output_padding');
  const weight = context.weight('kernel', [...kernel, filters, knownSize(input, -1)]);
  const filter = filterOf(graph, weight, rank, `${layer.name}/kernel`);
  const x = rank === 1 ? expand(graph, input, 1) : input;
  const spatial = sizesOf(graph, x);
  const grow = rank === 1 ? [0, ...strides] : strides;
  const reach = rank === 1 ? [1, ...kernel] : kernel;
  const sizes = [
    spatial[0] ?? -1,
    ...[0, 1].map((at) => {
      const size = spatial[at + 1] ?? 1;
      const stride = grow[at] ?? 1;
      if (stride === 0) return 1;
      const more = isSame ? 0 : Math.max((reach[at] ?? 1) - stride, 0);
      if (typeof size === 'number') return size * stride + more;
      const scaled = graph.add('Mul', [size, intScalar(graph, stride)], { T: { type: 'int32' } });
      return graph.add('AddV2', [scaled, intScalar(graph, more)], { T: { type: 'int32' } });
    }),
    filters,
  ];
  const shape = sizes.map((size) => (typeof size === 'number' ? size : -1));
  const y = graph.add(
    'Conv2DBackpropInput',
    [packSizes(graph, sizes), filter, x],
    {
      ...attributesOf({ strides, dilations: strides.map(() => 1), padding: isSame ? 'SAME' : 'VALID' }, rank),
    },
    { outputs: [{ dtype: 'float32', shape }] },
  );
  return finish(context, rank === 1 ? squeeze(graph, y, 1) : y, filters);
}

function intScalar(graph: Graph, value: number): Value {
  return graph.addConstant({ dtype: 'int32', shape: [], data: Int32Array.of(value) });
}
