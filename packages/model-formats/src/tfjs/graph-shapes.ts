import * as v from 'valibot';
import { type Graph, type GraphNode, nodeName, shapeSchema } from './graph-model.ts';
import type { Shape } from './layer-config.ts';
import { slideWindow } from './spatial-shape.ts';

type ShapeRule = (node: GraphNode, inputs: readonly (Shape | undefined)[]) => Shape | undefined;

const integer = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.safeInteger());
const integersAttr = v.object({ list: v.object({ i: v.array(integer) }) });
const textAttr = v.object({ s: v.string() });
const flagAttr = v.object({ b: v.boolean() });
const tensorAttr = v.object({ tensor: v.object({ tensorShape: shapeSchema }) });

const same: ShapeRule = (_, [input]) => input;

const broadcast: ShapeRule = (_, [left, right]) => {
  if (!left || !right) return undefined;
  const [long, short] = left.length >= right.length ? [left, right] : [right, left];
  return long.map((size, at) => {
    const other = short[at - (long.length - short.length)] ?? 1;
    if (size === 1 || other === -1) return size === 1 ? other : size;
    return size;
  });
};

const multiply =
  (left: string, right: string): ShapeRule =>
  (node, [first, second]) => {
    if (!first || !second || first.length < 2 || first.length !== second.length) return undefined;
    const rows = first.at(flag(node, left) ? -1 : -2) ?? -1;
    const columns = second.at(flag(node, right) ? -2 : -1) ?? -1;
    return [...first.slice(0, -2), rows, columns];
  };

const convolve =
  (channels: (kernel: Shape) => number): ShapeRule =>
  (node, [input, kernel]) =>
    kernel?.length === 4 ? slide(node, input, kernel.slice(0, 2), channels(kernel)) : undefined;

const pool: ShapeRule = (node, [input]) => slide(node, input, spatial(node, 'ksize'));

/** Output shapes of ops, by kind, for ops that need no values for it. */
const RULES: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ...`Abs Cast Ceil ClipByValue Elu Erf Exp Floor Identity LeakyRelu Log Log1p LogSoftmax Neg Prelu Reciprocal Relu Relu6
    Round Rsqrt Selu Sigmoid Sign Softmax Softplus Softsign Sqrt Square StopGradient Tanh ZerosLike FusedBatchNorm
    FusedBatchNormV2 FusedBatchNormV3 BiasAdd`
    .split(/\s+/)
    .map((op): [string, ShapeRule] => [op, same]),
  ...`Add AddV2 Sub Mul RealDiv Div DivNoNan Maximum Minimum Pow SquaredDifference FloorDiv FloorMod Equal NotEqual
    Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr`
    .split(/\s+/)
    .map((op): [string, ShapeRule] => [op, broadcast]),
  ['MatMul', multiply('transpose_a', 'transpose_b')],
  ['_FusedMatMul', multiply('transpose_a', 'transpose_b')],
  ['BatchMatMul', multiply('adj_x', 'adj_y')],
  ['BatchMatMulV2', multiply('adj_x', 'adj_y')],
  ['Conv2D', convolve((kernel) => kernel[3] ?? -1)],
  ['_FusedConv2D', convolve((kernel) => kernel[3] ?? -1)],
  ['DepthwiseConv2dNative', convolve((kernel) => (kernel[2] ?? -1) * (kernel[3] ?? -1))],
  ['FusedDepthwiseConv2dNative', convolve((kernel) => (kernel[2] ?? -1) * (kernel[3] ?? -1))],
  ['MaxPool', pool],
  ['AvgPool', pool],
]);

/**
 * Returns the output shapes of nodes, if they follow from the placeholders and weights: older converters did not write them.
 * Each node is visited once, so a node that is listed before its inputs has no shape.
 */
export function graphShapes(graph: Graph): ReadonlyMap<string, Shape> {
  const known = new Map<string, Shape>();
  for (const node of graph.node) {
    const shape =
      ownShape(node) ??
      RULES.get(node.op)?.(
        node,
        node.input.map((input) => known.get(nodeName(input))),
      );
    if (shape) known.set(node.name, shape);
  }
  return known;
}

function ownShape({ op, attr }: GraphNode): Shape | undefined {
  if (op !== 'Const' && !op.startsWith('Placeholder')) return undefined;
  const shape = v.safeParse(v.object({ shape: shapeSchema }), attr?.['shape']);
  const value = v.safeParse(tensorAttr, attr?.['value']);
  const found = shape.success
    ? shape.output.shape
    : value.success
      ? value.output.tensor.tensorShape
      : undefined;
  return found && !found.unknownRank ? found.dim.map(({ size }) => size) : undefined;
}

function slide(
  node: GraphNode,
  input: Shape | undefined,
  window: readonly number[] | undefined,
  channels?: number,
) {
  const strides = spatial(node, 'strides');
  const padding = text(node, 'padding')?.toLowerCase();
  const isKnown =
    (padding === 'same' || padding === 'valid') && (text(node, 'data_format') ?? 'NHWC') === 'NHWC';
  if (input?.length !== 4 || !window || !strides || !isKnown) return undefined;
  const config = { window, strides, padding, dilation_rate: spatial(node, 'dilations') ?? [1, 1] };
  return slideWindow(config, input, {
    window: 'window',
    strides: 'strides',
    ...(channels === undefined ? {} : { channels }),
  });
}

/** Returns the two middle numbers, as of `[1, 2, 2, 1]`. */
function spatial({ attr }: GraphNode, key: string): number[] | undefined {
  const read = v.safeParse(integersAttr, attr?.[key]);
  return read.success && read.output.list.i.length === 4 ? read.output.list.i.slice(1, 3) : undefined;
}

function flag({ attr }: GraphNode, key: string): boolean {
  const read = v.safeParse(flagAttr, attr?.[key]);
  return read.success && read.output.b;
}

function text({ attr }: GraphNode, key: string): string | undefined {
  const read = v.safeParse(textAttr, attr?.[key]);
  return read.success ? atob(read.output.s) : undefined;
}
