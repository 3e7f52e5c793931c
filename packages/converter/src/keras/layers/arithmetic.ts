import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import { addFloatScalar, addIntList, floatConstant } from '../../graph/make-constant.ts';

const FLOAT = { T: { type: 'float32' } } as const;

/** Casts whole numbers to floats. */
export function asFloat(graph: Graph, x: Value): Value {
  if (x.dtype === 'float32') return x;
  return graph.add('Cast', [x], { SrcT: { type: x.dtype }, DstT: { type: 'float32' } });
}

/** Adds one op on floats. Numbers become constants. */
export function binary(graph: Graph, op: string, a: Value | number, b: Value | number): Value {
  const value = (each: Value | number) => (typeof each === 'number' ? addFloatScalar(graph, each) : each);
  return graph.add(op, [value(a), value(b)], FLOAT);
}

export function unary(graph: Graph, op: string, x: Value): Value {
  return graph.add(op, [x], FLOAT);
}

export function addVector(graph: Graph, data: Float32Array, shape: readonly number[] = [data.length]): Value {
  return graph.addConstant(floatConstant(shape, data));
}

export function addBias(graph: Graph, x: Value, bias: Float32Array): Value {
  return graph.add('BiasAdd', [x, addVector(graph, bias)], FLOAT);
}

/** Adds a sum, mean or the like over some axes. */
export function reduce(graph: Graph, op: string, x: Value, axes: readonly number[], keepDims = false): Value {
  return graph.add(op, [x, addIntList(graph, axes)], {
    T: { type: x.dtype },
    Tidx: { type: 'int32' },
    keep_dims: { b: keepDims },
  });
}

/** Returns 1 divided by the root of the sum of squares. */
export function rsqrt(graph: Graph, x: Value, axes: readonly number[]): Value {
  return unary(graph, 'Rsqrt', reduce(graph, 'Sum', unary(graph, 'Square', x), axes, true));
}
