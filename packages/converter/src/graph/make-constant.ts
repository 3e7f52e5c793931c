import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant } from './constant.ts';
import type { Graph } from './graph.ts';
import type { Value } from './graph-node.ts';

/** Returns an int32 list, such as a shape or a permutation. */
function intList(values: readonly number[]): Constant {
  return { dtype: 'int32', shape: [values.length], data: Int32Array.from(values) };
}

export function addIntList(graph: Graph, values: readonly number[]): Value {
  return graph.addConstant(intList(values));
}

export function addIntScalar(graph: Graph, value: number): Value {
  return graph.addConstant({ dtype: 'int32', shape: [], data: Int32Array.of(value) });
}

export function addFloatScalar(graph: Graph, value: number): Value {
  return graph.addConstant({ dtype: 'float32', shape: [], data: Float32Array.of(value) });
}

/** @throws {RangeError} if the shape has another number of elements. */
export function floatConstant(shape: readonly number[], data: Float32Array): Constant {
  if (elementCount(shape) !== data.length) throw new RangeError('a constant does not fit its shape');
  return { dtype: 'float32', shape, data };
}
