import { elementCount } from '@pilotlight/protocol/tensors';
import fc from 'fast-check';
import { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import { addFloatScalar, addIntList, addIntScalar, floatConstant } from '../graph/make-constant.ts';

/** One layer of a drawn network. */
export type DrawnLayer =
  | { kind: 'conv'; size: number; channels: number; stride: number; padding: string; isBiased: boolean }
  | { kind: 'depthwise'; size: number; multiplier: number; padding: string; dilation: number }
  | { kind: 'normalize'; how: 'fused' | 'vector' | 'row' }
  | { kind: 'activate'; op: string; alpha: number }
  | { kind: 'pool'; op: string }
  | { kind: 'scale'; factor: number; isFirst: boolean }
  | { kind: 'branch'; how: 'add' | 'concat' | 'gate'; inner: readonly DrawnLayer[] }
  | { kind: 'move'; how: 'transpose' | 'reshape' | 'split' | 'pad' | 'flip' };

const padding = fc.constantFrom('SAME', 'VALID');
const simple = fc.oneof(
  fc.record({
    kind: fc.constant('conv' as const),
    size: fc.constantFrom(1, 2, 3),
    channels: fc.integer({ min: 1, max: 5 }),
    stride: fc.constantFrom(1, 2),
    padding,
    isBiased: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('depthwise' as const),
    size: fc.constantFrom(1, 3),
    multiplier: fc.constantFrom(1, 2),
    padding,
    dilation: fc.constantFrom(1, 2),
  }),
  fc.record({
    kind: fc.constant('normalize' as const),
    how: fc.constantFrom('fused' as const, 'vector' as const, 'row' as const),
  }),
  fc.record({
    kind: fc.constant('activate' as const),
    op: fc.constantFrom('Relu', 'Relu6', 'LeakyRelu', 'Elu', 'Sigmoid', 'Tanh', 'Softplus', 'Swish'),
    alpha: fc.constantFrom(0.1, 0.3),
  }),
  fc.record({ kind: fc.constant('pool' as const), op: fc.constantFrom('MaxPool', 'AvgPool') }),
  fc.record({
    kind: fc.constant('scale' as const),
    factor: fc.constantFrom(0.5, -1.5),
    isFirst: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    how: fc.constantFrom(
      'transpose' as const,
      'reshape' as const,
      'split' as const,
      'pad' as const,
      'flip' as const,
    ),
  }),
);
const branch = fc.record({
  kind: fc.constant('branch' as const),
  how: fc.constantFrom('add' as const, 'concat' as const, 'gate' as const),
  inner: fc.array(
    simple.filter(({ kind }) => kind === 'normalize' || kind === 'activate' || kind === 'scale'),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Draws layers as in Keras models. */
export const drawnLayers: fc.Arbitrary<DrawnLayer[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: simple }, { weight: 1, arbitrary: branch }),
  {
    minLength: 1,
    maxLength: 7,
  },
);

/** The input shape of a drawn network: two images of three channels. */
export const DRAWN_SHAPE = [2, 9, 8, 3];

/** Builds the same graph each time. Leaves out a layer if its input is too small. */
export function buildDrawn(layers: readonly DrawnLayer[]): Graph {
  const graph = new Graph();
  const draw = createDraw();
  const x = graph.addInput('x', { dtype: 'float32', shape: [-1, ...DRAWN_SHAPE.slice(1)] });
  let y = x;
  for (const layer of layers) y = apply(graph, y, layer, draw);
  const pooled = graph.add('Mean', [y, addIntList(graph, [1, 2])], { keep_dims: { b: false } });
  const channels = channelsOf(y);
  const kernel = graph.addConstant(floatConstant([channels, 3], draw(channels * 3)));
  const scores = graph.add('BiasAdd', [
    graph.add('MatMul', [pooled, kernel]),
    graph.addConstant(floatConstant([3], draw(3))),
  ]);
  graph.setOutput('map', graph.add('Identity', [y]));
  graph.setOutput('scores', graph.add('Softmax', [scores]));
  return graph;
}

type Draw = (count: number, least?: number) => Float32Array;

/** Returns a function that draws numbers between -1 and 1, or between `least` and `least` + 1. */
function createDraw(): Draw {
  let state = 1;
  return (count, least) =>
    Float32Array.from({ length: count }, () => {
      state = (state * 48_271) % 2_147_483_647;
      const drawn = state / 2_147_483_647;
      return least === undefined ? 2 * drawn - 1 : least + drawn;
    });
}

function channelsOf({ shape }: Value): number {
  return shape?.at(-1) ?? 1;
}

function apply(graph: Graph, x: Value, layer: DrawnLayer, draw: Draw): Value {
  const [, height = 1, width = 1] = x.shape ?? [];
  const channels = channelsOf(x);
  const constant = (shape: number[], least?: number) =>
    graph.addConstant(floatConstant(shape, draw(elementCount(shape), least)));
  const least = Math.min(height, width);
  switch (layer.kind) {
    case 'conv': {
      if (least < layer.size + 1) return x;
      const product = graph.add('Conv2D', [x, constant([layer.size, layer.size, channels, layer.channels])], {
        strides: { list: { i: [1, layer.stride, layer.stride, 1] } },
        padding: { s: layer.padding },
      });
      return layer.isBiased ? graph.add('BiasAdd', [product, constant([layer.channels])]) : product;
    }
    case 'depthwise': {
      if (least < (layer.size - 1) * layer.dilation + 2) return x;
      return graph.add(
        'DepthwiseConv2dNative',
        [x, constant([layer.size, layer.size, channels, layer.multiplier])],
        {
          strides: { list: { i: [1, 1, 1, 1] } },
          dilations: { list: { i: [1, layer.dilation, layer.dilation, 1] } },
          padding: { s: layer.padding },
        },
      );
    }
    case 'normalize': {
      if (layer.how === 'fused') {
        const statistics = [
          constant([channels]),
          constant([channels]),
          constant([channels]),
          constant([channels], 0.5),
        ];
        return graph.add(
          'FusedBatchNormV3',
          [x, ...statistics],
          { is_training: { b: false }, epsilon: { f: 0.001 } },
          { outputs: [{ dtype: 'float32', shape: x.shape }] },
        );
      }
      const shape = layer.how === 'vector' ? [channels] : [1, 1, 1, channels];
      return graph.add('AddV2', [graph.add('Mul', [x, constant(shape)]), constant(shape)]);
    }
    case 'activate': {
      if (layer.op === 'Swish') return graph.add('Mul', [x, graph.add('Sigmoid', [x])]);
      return graph.add(layer.op, [x], layer.op === 'LeakyRelu' ? { alpha: { f: layer.alpha } } : {});
    }
    case 'pool':
      if (least < 3) return x;
      return graph.add(layer.op, [x], {
        ksize: { list: { i: [1, 2, 2, 1] } },
        strides: { list: { i: [1, 2, 2, 1] } },
        padding: { s: 'SAME' },
      });
    case 'scale': {
      const factor = addFloatScalar(graph, layer.factor);
      return graph.add('Mul', layer.isFirst ? [factor, x] : [x, factor]);
    }
    case 'branch': {
      let inner = x;
      for (const each of layer.inner) inner = apply(graph, inner, each, draw);
      if (layer.how === 'add') return graph.add('AddV2', [x, inner]);
      if (layer.how === 'gate') return graph.add('Mul', [graph.add('Sigmoid', [inner]), x]);
      return graph.add('ConcatV2', [x, inner, addIntScalar(graph, 3)], { N: { i: 2 } });
    }
    case 'move':
      return move(graph, x, layer.how);
  }
}

function move(graph: Graph, x: Value, how: Extract<DrawnLayer, { kind: 'move' }>['how']): Value {
  const [, height = 1, width = 1, channels = 1] = x.shape ?? [];
  switch (how) {
    case 'transpose': {
      const turned = graph.add('Transpose', [x, addIntList(graph, [0, 3, 1, 2])]);
      return graph.add('Transpose', [graph.add('Abs', [turned]), addIntList(graph, [0, 2, 3, 1])]);
    }
    case 'reshape': {
      const flat = graph.add('Reshape', [x, addIntList(graph, [-1, height * width, channels])]);
      return graph.add('Reshape', [flat, addIntList(graph, [-1, height, width, channels])]);
    }
    case 'split': {
      const parts = graph.addNode('Split', [addIntScalar(graph, 3), x], {
        attributes: { num_split: { i: channels } },
      });
      return graph.add('ConcatV2', [...parts.toReversed(), addIntScalar(graph, 3)], { N: { i: channels } });
    }
    case 'pad': {
      const paddings = {
        dtype: 'int32',
        shape: [4, 2],
        data: Int32Array.of(0, 0, 1, 0, 0, 1, 0, 0),
      } as const;
      return graph.add('Pad', [x, graph.addConstant(paddings)]);
    }
    case 'flip': {
      const all = [0, 0, 0, 0];
      return graph.add(
        'StridedSlice',
        [x, addIntList(graph, all), addIntList(graph, all), addIntList(graph, [1, -1, 1, 1])],
        {
          begin_mask: { i: 15 },
          end_mask: { i: 15 },
        },
      );
    }
  }
}
