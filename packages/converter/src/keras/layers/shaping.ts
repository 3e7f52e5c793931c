import type { Graph } from '../../graph/graph.ts';
import type { Value } from '../../graph/graph-node.ts';
import { addIntList, addIntScalar } from '../../graph/make-constant.ts';

/** A size of a tensor: a number, or a tensor that holds it if it is open. */
export type Size = number | Value;

/** @throws {TypeError} if not even the number of dimensions is known. */
export function shapeOf({ shape, node }: Value): readonly number[] {
  if (!shape) throw new TypeError(`the number of dimensions of '${node.name}' is not known`);
  return shape;
}

export function rankOf(x: Value): number {
  return shapeOf(x).length;
}

/** Returns an axis counted from the front. */
export function axisOf(x: Value, axis: number): number {
  const rank = rankOf(x);
  const at = axis < 0 ? axis + rank : axis;
  if (at < 0 || at >= rank) throw new TypeError(`has an axis ${axis} of a tensor of ${rank} dimensions`);
  return at;
}

/** Returns the size of an axis. @throws {TypeError} if it is open. */
export function knownSize(x: Value, axis: number): number {
  const size = shapeOf(x).at(axis);
  if (size === undefined || size < 0)
    throw new TypeError(`a size of '${x.node.name}' is open, but must be known`);
  return size;
}

/** Returns the sizes of a tensor; open ones are computed when the model runs. */
export function sizesOf(graph: Graph, x: Value): Size[] {
  const shape = shapeOf(x);
  let whole: Value | undefined;
  return shape.map((size, axis) => {
    if (size >= 0) return size;
    whole ??= graph.add('Shape', [x], { T: { type: x.dtype }, out_type: { type: 'int32' } });
    return graph.add(
      'StridedSlice',
      [whole, addIntList(graph, [axis]), addIntList(graph, [axis + 1]), addIntList(graph, [1])],
      { shrink_axis_mask: { i: 1 }, T: { type: 'int32' }, Index: { type: 'int32' } },
    );
  });
}

/** Returns a tensor of the sizes. One of them may be -1. */
export function packSizes(graph: Graph, sizes: readonly Size[]): Value {
  if (sizes.every((size) => typeof size === 'number')) return addIntList(graph, sizes);
  const parts = sizes.map((size) => (typeof size === 'number' ? addIntScalar(graph, size) : size));
  return graph.add('Pack', parts, { N: { i: parts.length }, axis: { i: 0 }, T: { type: 'int32' } });
}

export function reshape(graph: Graph, x: Value, sizes: readonly Size[]): Value {
  const open = sizes.filter((size) => typeof size !== 'number');
  const hasRest = sizes.includes(-1);
  // The Reshape infers one open size.
  const told =
    open.length === 1 && !hasRest ? sizes.map((size) => (typeof size === 'number' ? size : -1)) : sizes;
  const shape = sizes.map((size) => (typeof size === 'number' ? size : -1));
  const inferred = graph.add('Reshape', [x, packSizes(graph, told)], { T: { type: x.dtype } });
  inferred.shape ??= shape;
  return inferred;
}

export function transpose(graph: Graph, x: Value, order: readonly number[]): Value {
  if (order.every((axis, at) => axis === at)) return x;
  return graph.add('Transpose', [x, addIntList(graph, order)], { T: { type: x.dtype } });
}

export function expand(graph: Graph, x: Value, axis: number): Value {
  return graph.add('ExpandDims', [x, addIntScalar(graph, axis)], { T: { type: x.dtype } });
}

export function squeeze(graph: Graph, x: Value, axis: number): Value {
  return graph.add('Squeeze', [x], { T: { type: x.dtype }, squeeze_dims: { list: { i: [axis] } } });
}

/** Moves first channels to the end. */
export function channelsLast(graph: Graph, x: Value): Value {
  const rank = rankOf(x);
  return transpose(graph, x, [0, ...Array.from({ length: rank - 2 }, (_, at) => at + 2), 1]);
}

export function channelsFirst(graph: Graph, x: Value): Value {
  const rank = rankOf(x);
  return transpose(graph, x, [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, at) => at + 1)]);
}

/** Takes a part of one axis. A missing or negative end counts from the back. */
export function sliceAxis(graph: Graph, x: Value, axis: number, begin: number, end?: number): Value {
  const shape = shapeOf(x);
  const size = shape[axis] ?? -1;
  const to = end === undefined ? size : end < 0 && size >= 0 ? size + end : end;
  if (size >= 0 && begin >= 0 && to >= begin) {
    const from = shape.map((_, at) => (at === axis ? begin : 0));
    const sizes = shape.map((_, at) => (at === axis ? to - begin : -1));
    return graph.add('Slice', [x, addIntList(graph, from), addIntList(graph, sizes)], {
      T: { type: x.dtype },
      Index: { type: 'int32' },
    });
  }
  const mask = shape.reduce((bits, _, at) => (at === axis ? bits : bits + 2 ** at), 0);
  return graph.add(
    'StridedSlice',
    [
      x,
      addIntList(
        graph,
        shape.map((_, at) => (at === axis ? begin : 0)),
      ),
      addIntList(
        graph,
        shape.map((_, at) => (at === axis ? (end ?? 0) : 0)),
      ),
      addIntList(
        graph,
        shape.map(() => 1),
      ),
    ],
    {
      T: { type: x.dtype },
      Index: { type: 'int32' },
      begin_mask: { i: mask },
      end_mask: { i: end === undefined ? mask + 2 ** axis : mask },
    },
    {
      outputs: [
        { dtype: x.dtype, shape: shape.map((each, at) => (at === axis ? partOf(each, begin, end) : each)) },
      ],
    },
  );
}

/** Returns the length of a part of an axis, open if the axis is. */
function partOf(size: number, begin: number, end: number | undefined): number {
  if (begin === -1 && end === undefined) return 1;
  if (end !== undefined && begin >= 0 === end >= 0) return end - begin;
  if (size < 0) return -1;
  const at = (place: number) => (place < 0 ? place + size : place);
  return Math.max(0, at(end ?? size) - at(begin));
}

export function concat(graph: Graph, parts: readonly Value[], axis: number): Value {
  const [only] = parts;
  if (!only) throw new TypeError('has nothing to join');
  if (parts.length === 1) return only;
  return graph.add('ConcatV2', [...parts, addIntScalar(graph, axis)], {
    N: { i: parts.length },
    T: { type: only.dtype },
    Tidx: { type: 'int32' },
  });
}
