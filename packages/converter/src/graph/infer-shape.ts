import type { Attributes } from './attribute.ts';
import { wholeNumber, wholeNumbers } from './constant-values.ts';
import type { Value } from './graph-node.ts';
import { broadcastShapes } from './broadcast-shapes.ts';
import { boolAttribute, intAttribute, intsAttribute } from './read-attribute.ts';
import { slicedShape } from './strided-slice.ts';
import { windowedShape } from './windowed-shape.ts';

type Shape = readonly number[] | undefined;
type Infer = (inputs: readonly Value[], node: { attributes: Attributes }) => Shape;

const OPEN = -1;

/** Ops with an output of the shape of their first input. */
const ELEMENTWISE =
  `Abs Acos Acosh Asin Asinh Atan Atanh BiasAdd Cast Ceil ClipByValue Cos Cosh Cumsum Cumprod Elu Erf Erfc Exp Expm1
   Floor Identity IsFinite IsInf IsNan LRN LeakyRelu Log Log1p LogSoftmax LogicalNot MatrixBandPart Neg OnesLike Prelu
   PreventGradient Reciprocal Relu Relu6 ReverseV2 Rint Round Rsqrt Selu Sigmoid Sign Sin Sinh Snapshot Softmax Softplus
   Softsign Sqrt Square StopGradient Tan Tanh ZerosLike`.split(/\s+/);

const BINARY =
  `Add AddV2 Atan2 Div DivNoNan Equal FloorDiv FloorMod Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum
   Minimum Mod Mul NotEqual Pow RealDiv SquaredDifference Sub Xdivy Xlogy`.split(/\s+/);

const REDUCTIONS = 'All Any EuclideanNorm Max Mean Min Prod Sum'.split(' ');
const WINDOWED = 'AvgPool AvgPool3D Conv2D Conv3D DepthwiseConv2dNative MaxPool MaxPool3D'.split(' ');

const INFER = new Map<string, Infer>([
  ...ELEMENTWISE.map((op): [string, Infer] => [op, ([x]) => x?.shape]),
  ...BINARY.map((op): [string, Infer] => [op, ([a, b]) => broadcastShapes(a?.shape, b?.shape)]),
  ...REDUCTIONS.map((op): [string, Infer] => [op, reduced]),
  ...WINDOWED.map((op): [string, Infer] => [op, (inputs, node) => windowedShape(op, inputs, node)]),
  ['AddN', ([x]) => x?.shape],
  ['ArgMax', argReduced],
  ['ArgMin', argReduced],
  ['BatchMatMulV2', (inputs, node) => product(inputs, node, 'adj')],
  ['ConcatV2', concatenated],
  ['Conv2DBackpropInput', ([sizes]) => wholeNumbers(sizes)],
  ['ExpandDims', expanded],
  ['Fill', ([dims]) => wholeNumbers(dims)],
  ['GatherV2', gathered],
  ['MatMul', (inputs, node) => product(inputs, node, 'transpose')],
  ['MirrorPad', padded],
  ['Pack', packed],
  ['Pad', padded],
  ['PadV2', padded],
  ['Reshape', reshaped],
  ['ResizeBilinear', resized],
  ['ResizeNearestNeighbor', resized],
  ['SelectV2', ([c, a, b]) => broadcastShapes(c?.shape, broadcastShapes(a?.shape, b?.shape))],
  ['Select', ([, a]) => a?.shape],
  ['Shape', ([x]) => x?.shape && [x.shape.length]],
  ['Slice', sliced],
  ['Squeeze', squeezed],
  ['StridedSlice', (inputs, node) => slicedShape(inputs, node)],
  ['Tile', tiled],
  ['Transpose', transposed],
]);

/** Returns the shapes of an operation's outputs, as far as they are known; undefined if nothing is known. */
export function inferShape(
  op: string,
  inputs: readonly Value[],
  attributes: Attributes,
): Shape[] | undefined {
  if (op === 'Split') return split(inputs, { attributes });
  if (op === 'Unpack') return unpacked(inputs, { attributes });
  const infer = INFER.get(op);
  return infer && [infer(inputs, { attributes })];
}

function reduced([x, axes]: readonly Value[], node: { attributes: Attributes }): Shape {
  const of = wholeNumbers(axes);
  if (!x?.shape || !of) return undefined;
  const { shape } = x;
  const gone = new Set(of.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  return boolAttribute(node, 'keep_dims')
    ? shape.map((size, axis) => (gone.has(axis) ? 1 : size))
    : shape.filter((_, axis) => !gone.has(axis));
}

function argReduced([x, axis]: readonly Value[]): Shape {
  const at = wholeNumber(axis);
  return x?.shape && at !== undefined ? x.shape.toSpliced(at, 1) : undefined;
}

function product(
  [a, b]: readonly Value[],
  node: { attributes: Attributes },
  flags: 'adj' | 'transpose',
): Shape {
  if (!a?.shape || !b?.shape || a.shape.length < 2 || b.shape.length < 2) return undefined;
  const [turnA, turnB] = flags === 'adj' ? ['adj_x', 'adj_y'] : ['transpose_a', 'transpose_b'];
  const rows = a.shape.at(boolAttribute(node, turnA ?? '') ? -1 : -2) ?? OPEN;
  const columns = b.shape.at(boolAttribute(node, turnB ?? '') ? -2 : -1) ?? OPEN;
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return batch && [...batch, rows, columns];
}

function concatenated(inputs: readonly Value[]): Shape {
  const axis = wholeNumber(inputs.at(-1));
  const shapes = inputs.slice(0, -1).map(({ shape }) => shape);
  const [first] = shapes;
  if (axis === undefined || !first) return undefined;
  const at = axis < 0 ? axis + first.length : axis;
  let total = 0;
  const sizes = [...first];
  for (const shape of shapes) {
    if (shape?.length !== first.length) return undefined;
    const size = shape[at] ?? OPEN;
    total = total === OPEN || size === OPEN ? OPEN : total + size;
    for (const [dimension, known] of shape.entries()) if (sizes[dimension] === OPEN) sizes[dimension] = known;
  }
  return sizes.with(at, total);
}

function expanded([x, axis]: readonly Value[]): Shape {
  const at = wholeNumber(axis);
  if (!x?.shape || at === undefined) return undefined;
  return x.shape.toSpliced(at < 0 ? at + x.shape.length + 1 : at, 0, 1);
}

function gathered(inputs: readonly Value[], node: { attributes: Attributes }): Shape {
  const [x, indices, axis] = inputs;
  const at = wholeNumber(axis);
  if (!x?.shape || !indices?.shape || at === undefined) return undefined;
  const batch = intAttribute(node, 'batch_dims') ?? 0;
  return x.shape.toSpliced(at < 0 ? at + x.shape.length : at, 1, ...indices.shape.slice(batch));
}

function packed(inputs: readonly Value[], node: { attributes: Attributes }): Shape {
  const [first] = inputs;
  if (!first?.shape) return undefined;
  const axis = intAttribute(node, 'axis') ?? 0;
  return first.shape.toSpliced(axis < 0 ? axis + first.shape.length + 1 : axis, 0, inputs.length);
}

function unpacked([x]: readonly Value[], node: { attributes: Attributes }): Shape[] | undefined {
  const count = intAttribute(node, 'num') ?? 0;
  const axis = intAttribute(node, 'axis') ?? 0;
  if (!x?.shape) return undefined;
  const shape = x.shape.toSpliced(axis, 1);
  return Array.from<Shape>({ length: count }).fill(shape);
}

function split([axis, x]: readonly Value[], node: { attributes: Attributes }): Shape[] | undefined {
  const count = intAttribute(node, 'num_split') ?? 0;
  const at = wholeNumber(axis);
  if (!x?.shape || at === undefined) return undefined;
  const size = x.shape.at(at) ?? OPEN;
  const shape = x.shape.with(at, size === OPEN ? OPEN : size / count);
  return Array.from<Shape>({ length: count }).fill(shape);
}

function padded([x, paddings]: readonly Value[]): Shape {
  const pad = wholeNumbers(paddings);
  if (!x?.shape || !pad) return undefined;
  return x.shape.map((size, axis) =>
    size === OPEN ? OPEN : size + (pad[2 * axis] ?? 0) + (pad[2 * axis + 1] ?? 0),
  );
}

function reshaped([x, shape]: readonly Value[]): Shape {
  const to = wholeNumbers(shape);
  if (!to) return undefined;
  const total = x?.shape?.includes(OPEN) === false ? x.shape.reduce((a, b) => a * b, 1) : undefined;
  const rest = to.reduce((a, b) => (b === OPEN ? a : a * b), 1);
  return to.map((size) => (size === OPEN && total !== undefined && rest > 0 ? total / rest : size));
}

function resized([x, size]: readonly Value[]): Shape {
  const to = wholeNumbers(size);
  return x?.shape && to ? [x.shape[0] ?? OPEN, ...to, x.shape[3] ?? OPEN] : undefined;
}

function sliced([x, begin, size]: readonly Value[]): Shape {
  const from = wholeNumbers(begin);
  const sizes = wholeNumbers(size);
  if (!x?.shape || !from || !sizes) return undefined;
  return x.shape.map((full, axis) => {
    if (sizes[axis] !== OPEN) return sizes[axis] ?? OPEN;
    return full === OPEN ? OPEN : full - (from[axis] ?? 0);
  });
}

function squeezed([x]: readonly Value[], node: { attributes: Attributes }): Shape {
  if (!x?.shape) return undefined;
  const { shape } = x;
  const dims = intsAttribute(node, 'squeeze_dims');
  if (dims.length === 0) return shape.includes(OPEN) ? undefined : shape.filter((size) => size !== 1);
  const gone = new Set(dims.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  return shape.filter((_, axis) => !gone.has(axis));
}

function tiled([x, multiples]: readonly Value[]): Shape {
  const times = wholeNumbers(multiples);
  if (!x?.shape || !times) return undefined;
  return x.shape.map((size, axis) => (size === OPEN ? OPEN : size * (times[axis] ?? 1)));
}

function transposed([x, permutation]: readonly Value[]): Shape {
  const order = wholeNumbers(permutation);
  const shape = x?.shape;
  return shape && order ? order.map((axis) => shape[axis] ?? OPEN) : undefined;
}
