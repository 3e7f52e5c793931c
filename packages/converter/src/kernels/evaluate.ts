import { elementCount } from '@pilotlight/protocol/tensors';
import { broadcastShapes } from '../graph/broadcast-shapes.ts';
import type { Constant } from '../graph/constant.ts';
import { wholeNumber, wholeNumbers } from '../graph/constant-values.ts';
import type { GraphNode } from '../graph/graph-node.ts';
import { inferShape } from '../graph/infer-shape.ts';
import { boolAttribute, intAttribute } from '../graph/read-attribute.ts';
import { readStridedSlice } from '../graph/strided-slice.ts';
import { BINARY, UNARY } from './elementwise.ts';
import { emptyArray, fromNumbers, toNumbers } from './numeric-array.ts';
import { broadcastStrides, forEachOffset, stridesOf } from './strides.ts';

/** A constant with more elements may be larger than its operands, so it is not folded but computed when the model runs. */
const MAX_ELEMENTS = 2 ** 24;

type Kernel = (node: GraphNode, inputs: readonly Constant[]) => Constant | undefined;

/**
 * Computes the output of a node that has only constant operands, as TensorFlow does: floats are rounded to their own precision,
 * and whole numbers are exact.
 *
 * @returns undefined for unsupported ops, and for results that do not fit their dtype.
 */
export function evaluate(node: GraphNode): Constant | undefined {
  const inputs: Constant[] = [];
  for (const { node: from } of node.inputs) {
    if (!from.constant) return undefined;
    inputs.push(from.constant);
  }
  const [output] = node.outputs;
  const kernel = KERNELS.get(node.op);
  if (!kernel || !output || node.outputs.length !== 1) return undefined;
  const [shape] = inferShape(node.op, node.inputs, node.attributes) ?? [];
  if (shape && elementCount(shape) > MAX_ELEMENTS) return undefined;
  return kernel(node, inputs);
}

const KERNELS = new Map<string, Kernel>([
  ...Object.entries(UNARY).map(([op, of]): [string, Kernel] => [op, (node, [x]) => unary(node, x, of)]),
  ...Object.entries(BINARY).map(([op, of]): [string, Kernel] => [
    op,
    (node, [a, b]) => binary(node, [a, b], of),
  ]),
  [
    'BroadcastTo',
    (node, [x]) => gatherInto(x, wholeNumbers(node.inputs[1]), (to) => x && broadcastStrides(x.shape, to)),
  ],
  ['Cast', cast],
  ['ConcatV2', (node, inputs) => concat(inputs.slice(0, -1), wholeNumber(node.inputs.at(-1)))],
  ['ExpandDims', reshaped],
  ['Fill', fill],
  ['GatherV2', gather],
  ['Identity', (_node, [x]) => x],
  ['Max', (node, [x]) => reduceAll(node, x, Math.max, -Infinity)],
  ['Min', (node, [x]) => reduceAll(node, x, Math.min, Infinity)],
  ['Pack', pack],
  ['Prod', (node, [x]) => reduceAll(node, x, (a, b) => a * b, 1)],
  ['Range', range],
  ['Reshape', reshaped],
  ['Slice', slice],
  ['Squeeze', reshaped],
  ['StridedSlice', stridedSlice],
  ['Sum', (node, [x]) => reduceAll(node, x, (a, b) => a + b, 0)],
  ['Tile', tile],
  ['Transpose', (node, [x]) => transpose(x, wholeNumbers(node.inputs[1]))],
]);

function unary(node: GraphNode, x: Constant | undefined, of: (x: number) => number): Constant | undefined {
  const numbers = x && toNumbers(x);
  const dtype = node.outputs[0]?.dtype;
  return numbers && dtype && fromNumbers(dtype, x.shape, Array.from(numbers, of));
}

function binary(
  node: GraphNode,
  [a, b]: readonly (Constant | undefined)[],
  of: (a: number, b: number, isWhole: boolean) => number,
): Constant | undefined {
  const dtype = node.outputs[0]?.dtype;
  const shape = broadcastShapes(a?.shape, b?.shape);
  const [one, other] = [a && toNumbers(a), b && toNumbers(b)];
  if (!a || !b || !one || !other || !shape || !dtype) return undefined;
  if (elementCount(shape) > MAX_ELEMENTS) return undefined;
  const isWhole = /^u?int/.test(a.dtype);
  const results = new Float64Array(elementCount(shape));
  forEachOffset(shape, [broadcastStrides(a.shape, shape), broadcastStrides(b.shape, shape)], (i, j, at) => {
    results[at] = of(one[i] ?? 0, other[j] ?? 0, isWhole);
  });
  if (isWhole && results.some((result) => !Number.isSafeInteger(result))) return undefined;
  return fromNumbers(dtype, shape, results);
}

function cast({ outputs: [output] }: GraphNode, [x]: readonly Constant[]): Constant | undefined {
  const numbers = x && toNumbers(x);
  if (!output || !numbers) return undefined;
  if (output.dtype === 'bool')
    return fromNumbers(
      'bool',
      x.shape,
      Array.from(numbers, (number) => Number(number !== 0)),
    );
  const isWhole = /^u?int/.test(output.dtype);
  // Numbers that do not fit differ between machines, so they are not folded.
  return fromNumbers(output.dtype, x.shape, isWhole ? Array.from(numbers, Math.trunc) : numbers);
}

/** Evaluates ops that return the same elements in another shape. */
function reshaped(node: GraphNode, [x]: readonly Constant[]): Constant | undefined {
  const [shape] = inferShape(node.op, node.inputs, node.attributes) ?? [];
  if (!x || !shape || shape.includes(-1) || elementCount(shape) !== elementCount(x.shape)) return undefined;
  return { ...x, shape };
}

function fill(node: GraphNode, [, value]: readonly Constant[]): Constant | undefined {
  const shape = wholeNumbers(node.inputs[0]);
  return gatherInto(value, shape, (to) => to.map(() => 0));
}

/** Copies elements of a constant into a shape, by strides in the constant. */
function gatherInto(
  x: Constant | undefined,
  shape: readonly number[] | undefined,
  stridesIn: (shape: readonly number[]) => readonly number[] | undefined,
  start = 0,
): Constant | undefined {
  const strides = shape && stridesIn(shape);
  if (!x || !shape || !strides || !ArrayBuffer.isView(x.data)) return undefined;
  const count = elementCount(shape);
  if (count > MAX_ELEMENTS) return undefined;
  const data = emptyArray(x.dtype, count);
  if (!data) return undefined;
  forEachOffset(shape, [strides, []], (offset, _, at) => copyElement(x, start + offset, data, at));
  return { dtype: x.dtype, shape, data };
}

function copyElement(
  x: Constant,
  from: number,
  to: NonNullable<ReturnType<typeof emptyArray>>,
  at: number,
): void {
  const element = x.data[from];
  if (to instanceof BigInt64Array || to instanceof BigUint64Array) {
    if (typeof element === 'bigint') to[at] = element;
  } else if (typeof element === 'number') {
    to[at] = element;
  }
}

function transpose(x: Constant | undefined, order: readonly number[] | undefined): Constant | undefined {
  if (!x || !order || order.length !== x.shape.length) return undefined;
  const strides = stridesOf(x.shape);
  const shape = order.map((axis) => x.shape[axis] ?? 1);
  return gatherInto(x, shape, () => order.map((axis) => strides[axis] ?? 0));
}

function slice(node: GraphNode, [x]: readonly Constant[]): Constant | undefined {
  const [shape] = inferShape('Slice', node.inputs, node.attributes) ?? [];
  const begin = wholeNumbers(node.inputs[1]);
  if (!x || !shape || !begin) return undefined;
  const strides = stridesOf(x.shape);
  const start = begin.reduce((sum, at, axis) => sum + at * (strides[axis] ?? 0), 0);
  return gatherInto(x, shape, () => strides, start);
}

function stridedSlice(node: GraphNode, [x]: readonly Constant[]): Constant | undefined {
  const read = readStridedSlice(node.inputs, node);
  if (!x || !read) return undefined;
  const strides = stridesOf(x.shape);
  const start = read.axes.reduce((sum, { begin }, axis) => sum + begin * (strides[axis] ?? 0), 0);
  const taken = gatherInto(
    x,
    read.axes.map(({ size }) => size),
    () => read.axes.map(({ stride }, axis) => stride * (strides[axis] ?? 0)),
    start,
  );
  return taken && { ...taken, shape: read.shape };
}

function concat(parts: readonly Constant[], axis: number | undefined): Constant | undefined {
  const [first] = parts;
  if (!first || axis === undefined) return undefined;
  const along = axis < 0 ? axis + first.shape.length : axis;
  const total = parts.reduce((sum, { shape }) => sum + (shape[along] ?? 0), 0);
  const shape = first.shape.with(along, total);
  const data = emptyArray(first.dtype, elementCount(shape));
  if (!data) return undefined;
  const strides = stridesOf(shape);
  let start = 0;
  for (const part of parts) {
    const own = stridesOf(part.shape);
    forEachOffset(part.shape, [own, strides], (from, to) => copyElement(part, from, data, start + to));
    start += (part.shape[along] ?? 0) * (strides[along] ?? 0);
  }
  return { dtype: first.dtype, shape, data };
}

function pack(node: GraphNode, inputs: readonly Constant[]): Constant | undefined {
  const axis = intAttribute(node, 'axis') ?? 0;
  const [first] = inputs;
  if (!first) return undefined;
  const at = axis < 0 ? axis + first.shape.length + 1 : axis;
  return concat(
    inputs.map((each) => ({ ...each, shape: each.shape.toSpliced(at, 0, 1) })),
    at,
  );
}

function gather(node: GraphNode, [x, indices]: readonly Constant[]): Constant | undefined {
  const axis = wholeNumber(node.inputs[2]) ?? 0;
  const at = indices && wholeNumbers(node.inputs[1]);
  if (!x || !at || axis !== 0 || (intAttribute(node, 'batch_dims') ?? 0) !== 0) return undefined;
  const [rows = 0, ...rest] = x.shape;
  if (at.some((index) => index < 0 || index >= rows)) return undefined;
  const width = elementCount(rest);
  const data = emptyArray(x.dtype, at.length * width);
  if (!data || at.length * width > MAX_ELEMENTS) return undefined;
  for (const [row, index] of at.entries())
    for (let column = 0; column < width; column++)
      copyElement(x, index * width + column, data, row * width + column);
  return { dtype: x.dtype, shape: [...indices.shape, ...rest], data };
}

/** Reduces all elements at once, as models do with shapes. */
function reduceAll(
  node: GraphNode,
  x: Constant | undefined,
  of: (a: number, b: number) => number,
  none: number,
): Constant | undefined {
  const axes = wholeNumbers(node.inputs[1]);
  if (!x || !axes || x.shape.length > 1 || axes.length !== x.shape.length || !/int/.test(x.dtype))
    return undefined;
  const numbers = toNumbers(x);
  const shape = boolAttribute(node, 'keep_dims') ? x.shape.map(() => 1) : [];
  return numbers && fromNumbers(x.dtype, shape, [Array.from(numbers).reduce(of, none)]);
}

function range(node: GraphNode, inputs: readonly Constant[]): Constant | undefined {
  const [start, limit, delta] = inputs.map((each) => toNumbers(each)?.[0]);
  const dtype = node.outputs[0]?.dtype;
  if (start === undefined || limit === undefined || !delta || !dtype) return undefined;
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  if (count > MAX_ELEMENTS) return undefined;
  return fromNumbers(
    dtype,
    [count],
    Array.from({ length: count }, (_, at) => start + at * delta),
  );
}

function tile(node: GraphNode, [x]: readonly Constant[]): Constant | undefined {
  const times = wholeNumbers(node.inputs[1]);
  if (!x || times?.length !== x.shape.length) return undefined;
  // Each dimension becomes two: the number of the copy, and the place in it.
  const strides = stridesOf(x.shape);
  const shape = times.flatMap((count, axis) => [count, x.shape[axis] ?? 1]);
  const tiled = gatherInto(x, shape, () => strides.flatMap((stride) => [0, stride]));
  return tiled && { ...tiled, shape: times.map((count, axis) => count * (x.shape[axis] ?? 1)) };
}
