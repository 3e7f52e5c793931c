import type { Value } from '../../graph/graph-node.ts';
import { addIntList, addIntScalar } from '../../graph/make-constant.ts';
import { toList } from '../config/layer-config.ts';
import { asFloat } from './arithmetic.ts';
import { around, pad } from './convolution.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import {
  channelsLast,
  expand,
  packSizes,
  rankOf,
  reshape,
  shapeOf,
  type Size,
  sizesOf,
  sliceAxis,
  transpose,
} from './shaping.ts';

const RANKS = [1, 2, 3];

export const RESHAPING_LAYERS: LayerKinds = {
  Flatten: { mask: 'dropped', build: flatten },
  Reshape: {
    mask: 'dropped',
    build: ({ graph, config, input }) => {
      const target = config.list('target_shape');
      const given = shapeOf(input).slice(1);
      const total = given.includes(-1) ? undefined : given.reduce((a, b) => a * b, 1);
      const rest = target.reduce((a, b) => (b === -1 ? a : a * b), 1);
      const known = total === undefined ? target : target.map((size) => (size === -1 ? total / rest : size));
      if (!known.includes(-1)) return reshape(graph, input, [-1, ...known]);
      return reshape(graph, input, [sizesOf(graph, input)[0] ?? -1, ...known]);
    },
  },
  Permute: {
    mask: 'dropped',
    build: ({ graph, config, input }) => transpose(graph, input, [0, ...config.list('dims')]),
  },
  RepeatVector: {
    mask: 'dropped',
    build: ({ graph, config, input }) =>
      graph.add('Tile', [expand(graph, input, 1), addIntList(graph, [1, config.int('n'), 1])], {
        T: { type: input.dtype },
      }),
  },
  ...Object.fromEntries(
    RANKS.flatMap((rank): [string, LayerKind][] => [
      [
        `Cropping${rank}D`,
        { mask: 'dropped', build: (context) => around(context, (x) => crop(context, x, rank)) },
      ],
      [
        `ZeroPadding${rank}D`,
        {
          mask: 'dropped',
          build: (context) =>
            around(context, (x) =>
              pad(context.graph, x, [[0, 0], ...edges(context, 'padding', rank), [0, 0]]),
            ),
        },
      ],
      [
        `UpSampling${rank}D`,
        { mask: 'dropped', build: (context) => around(context, (x) => enlarge(context, x, rank)) },
      ],
    ]),
  ),
};

function flatten({ graph, config, input }: LayerContext): Value {
  const isFirst = config.raw('data_format') === 'channels_first' && rankOf(input) > 2;
  const x = isFirst ? channelsLast(graph, input) : input;
  const rest = shapeOf(x).slice(1);
  if (!rest.includes(-1)) return reshape(graph, x, [-1, rest.reduce((a, b) => a * b, 1)]);
  return reshape(graph, x, [sizesOf(graph, x)[0] ?? -1, -1]);
}

/** Reads `1`, `[1, 2]` or `[[1, 1], [2, 2]]`: the amounts at both sides of each dimension. */
function edges({ config }: LayerContext, key: string, rank: number): [number, number][] {
  const value = config.raw(key);
  const each = Array.isArray(value) ? value : Array.from({ length: rank }, () => value ?? 1);
  const pairs: readonly unknown[] = rank === 1 && each.length === 2 ? [each] : each;
  if (pairs.length !== rank) throw new TypeError(`has a '${key}' of ${pairs.length} dimensions`);
  return pairs.map((pair) => {
    const [before, after] = Array.isArray(pair) ? toList(pair) : [pair, pair];
    if (!Number.isSafeInteger(before) || !Number.isSafeInteger(after))
      throw new TypeError(`has a '${key}' that is not numbers`);
    return [Number(before), Number(after)];
  });
}

function crop(context: LayerContext, input: Value, rank: number): Value {
  let x = input;
  for (const [at, [before, after]] of edges(context, 'cropping', rank).entries()) {
    if (before > 0 || after > 0)
      x = sliceAxis(context.graph, x, at + 1, before, after === 0 ? undefined : -after);
  }
  return x;
}

function enlarge(context: LayerContext, x: Value, rank: number): Value {
  const { graph, config, refuse } = context;
  const factors = config.ints('size', rank, 2);
  const interpolation = config.text('interpolation', 'nearest');
  if (interpolation !== 'nearest' && interpolation !== 'bilinear')
    throw refuse(`its interpolation is '${interpolation}'`);
  if (rank !== 2) return repeat(context, x, factors);
  const [, height = -1, width = -1] = sizesOf(graph, x);
  const times = (size: Size, factor: number) =>
    typeof size === 'number'
      ? size * factor
      : graph.add('Mul', [size, addIntScalar(graph, factor)], { T: { type: 'int32' } });
  return resize(graph, x, [times(height, factors[0] ?? 1), times(width, factors[1] ?? 1)], interpolation);
}

/** Resizes images as TensorFlow does, with half-pixel centers. */
export function resize(
  graph: LayerContext['graph'],
  x: Value,
  size: readonly [Size, Size],
  interpolation: 'nearest' | 'bilinear',
): Value {
  const [height, width] = size;
  const shape = [
    shapeOf(x)[0] ?? -1,
    typeof height === 'number' ? height : -1,
    typeof width === 'number' ? width : -1,
    shapeOf(x)[3] ?? -1,
  ];
  return graph.add(
    interpolation === 'nearest' ? 'ResizeNearestNeighbor' : 'ResizeBilinear',
    [asFloat(graph, x), packSizes(graph, size)],
    { T: { type: 'float32' }, align_corners: { b: false }, half_pixel_centers: { b: true } },
    { outputs: [{ dtype: 'float32', shape }] },
  );
}

/** Repeats each step of an axis: first along a new axis, then merged into one. */
function repeat({ graph }: LayerContext, input: Value, factors: readonly number[]): Value {
  let x = input;
  for (const [at, factor] of factors.entries()) {
    const axis = at + 1;
    const sizes = sizesOf(graph, x);
    const size = sizes[axis] ?? -1;
    const tiled = graph.add(
      'Tile',
      [
        expand(graph, x, axis + 1),
        addIntList(
          graph,
          [...sizes, 1].map((_, each) => (each === axis + 1 ? factor : 1)),
        ),
      ],
      { T: { type: x.dtype } },
    );
    const whole =
      typeof size === 'number'
        ? size * factor
        : graph.add('Mul', [size, addIntScalar(graph, factor)], { T: { type: 'int32' } });
    x = reshape(graph, tiled, sizes.with(axis, whole));
  }
  return x;
}
