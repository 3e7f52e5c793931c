import type { Value } from '../../graph/graph-node.ts';
import { asFloat, binary, rsqrt } from './arithmetic.ts';
import type { LayerContext, LayerKind, LayerKinds } from './layer-kind.ts';
import { axisOf, concat, expand, rankOf, shapeOf, squeeze, transpose } from './shaping.ts';

export const MERGING_LAYERS: LayerKinds = {
  Add: merge('AddV2'),
  Subtract: merge('Sub'),
  Multiply: merge('Mul'),
  Maximum: merge('Maximum'),
  Minimum: merge('Minimum'),
  Average: {
    build: (context) => binary(context.graph, 'Mul', chain(context, 'AddV2'), 1 / context.inputs.length),
  },
  Concatenate: {
    build: ({ graph, config, inputs, input, refuse }) => {
      const axis = axisOf(input, config.int('axis', -1));
      if (axis === 0) throw refuse('it joins examples');
      const isAlike = inputs.every(({ dtype }) => dtype === input.dtype);
      return concat(graph, isAlike ? inputs : inputs.map((each) => asFloat(graph, each)), axis);
    },
  },
  Dot: { mask: 'dropped', build: dot },
};

function merge(op: string): LayerKind {
  return { build: (context) => chain(context, op) };
}

function chain({ graph, inputs, refuse }: LayerContext, op: string): Value {
  const [first, ...rest] = inputs.map((each) => asFloat(graph, each));
  if (!first || rest.length === 0) throw new TypeError('has nothing to merge');
  if (rest.some((each) => rankOf(each) !== rankOf(first)))
    throw refuse('its inputs have different numbers of dimensions');
  return rest.reduce((sum, each) => binary(graph, op, sum, each), first);
}

/** Adds a dot product of two tensors of up to three dimensions, the batch first. */
function dot({ graph, config, inputs, refuse }: LayerContext): Value {
  const [a, b] = inputs.map((each) => asFloat(graph, each));
  if (!a || !b) throw new TypeError('has nothing to multiply');
  if (rankOf(a) > 3 || rankOf(b) > 3) throw refuse('its inputs have more than three dimensions');
  const [axisA = -1, axisB = -1] = config.ints('axes', 2, -1);
  const isNormalized = config.flag('normalize', false);
  const left = rows(graph, isNormalized ? normalize(graph, a, axisA) : a, axisOf(a, axisA));
  const right = rows(graph, isNormalized ? normalize(graph, b, axisB) : b, axisOf(b, axisB));
  const product = graph.add('BatchMatMulV2', [left, right], {
    T: { type: 'float32' },
    adj_x: { b: false },
    adj_y: { b: true },
  });
  const [isVectorA, isVectorB] = [shapeOf(a).length === 2, shapeOf(b).length === 2];
  // A result of one number for each example keeps a dimension.
  if (isVectorB) return squeeze(graph, product, 2);
  return isVectorA ? squeeze(graph, product, 1) : product;
}

/** Returns a matrix for each example, with the summed axis last. */
function rows(graph: LayerContext['graph'], x: Value, axis: number): Value {
  if (rankOf(x) === 2) return expand(graph, x, 1);
  return axis === 2 ? x : transpose(graph, x, [0, 2, 1]);
}

function normalize(graph: LayerContext['graph'], x: Value, axis: number): Value {
  return binary(graph, 'Mul', x, binary(graph, 'Minimum', rsqrt(graph, x, [axisOf(x, axis)]), 1e12));
}
