import type { Value } from '../../graph/graph-node.ts';
import { asFloat, binary, reduce } from './arithmetic.ts';
import { around } from './convolution.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import { expand, rankOf, squeeze } from './shaping.ts';

const RANKS = [1, 2, 3];

export const POOLING_LAYERS: LayerKinds = Object.fromEntries(
  RANKS.flatMap((rank): [string, LayerKind][] => [
    [`MaxPooling${rank}D`, pooling('MaxPool', rank)],
    [`AveragePooling${rank}D`, pooling('AvgPool', rank)],
    [`GlobalMaxPooling${rank}D`, { mask: 'dropped', build: (context) => poolAll(context, 'Max') }],
    [
      `GlobalAveragePooling${rank}D`,
      {
        mask: 'used',
        build: (context) => (rank === 1 ? maskedMean(context) : undefined) ?? poolAll(context, 'Mean'),
      },
    ],
  ]),
);

function pooling(op: string, rank: number): LayerKind {
  return { mask: 'refused', build: (context) => around(context, (x) => pool(context, x, op, rank)) };
}

function pool({ graph, config, refuse }: LayerContext, x: Value, op: string, rank: number): Value {
  const size = config.ints('pool_size', rank, 2);
  const strides = config.has('strides') ? config.ints('strides', rank) : size;
  const padding = config.text('padding', 'valid').toUpperCase();
  if (padding !== 'SAME' && padding !== 'VALID') throw refuse(`its padding is '${padding.toLowerCase()}'`);
  const spread = (sizes: readonly number[]) => ({
    list: { i: [1, ...(rank === 1 ? [1] : []), ...sizes, 1] },
  });
  const attributes = {
    T: { type: 'float32' },
    ksize: spread(size),
    strides: spread(strides),
    padding: { s: padding },
    data_format: { s: rank === 3 ? 'NDHWC' : 'NHWC' },
  } as const;
  if (rank === 1) return squeeze(graph, graph.add(op, [expand(graph, x, 1)], attributes), 1);
  return graph.add(rank === 3 ? `${op}3D` : op, [x], attributes);
}

function poolAll({ graph, config, input }: LayerContext, op: string): Value {
  const first = config.raw('data_format') === 'channels_first' ? 2 : 1;
  const axes = Array.from({ length: rankOf(input) - 2 }, (_, at) => at + first);
  return reduce(graph, op, asFloat(graph, input), axes, config.flag('keepdims', false));
}

/** Adds the mean of the steps that count. */
function maskedMean({ graph, config, input, maskOf, refuse }: LayerContext): Value | undefined {
  const mask = maskOf(input);
  if (!mask) return undefined;
  if (config.raw('data_format') === 'channels_first') throw refuse('it is masked with channels first');
  const weights = reshapeMask(graph, asFloat(graph, mask));
  const isKept = config.flag('keepdims', false);
  const sum = reduce(graph, 'Sum', binary(graph, 'Mul', asFloat(graph, input), weights), [1], isKept);
  return binary(graph, 'RealDiv', sum, reduce(graph, 'Sum', weights, [1], isKept));
}

function reshapeMask(graph: LayerContext['graph'], mask: Value): Value {
  return expand(graph, mask, rankOf(mask));
}
