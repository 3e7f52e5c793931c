import { constantOf } from '../graph/constant-values.ts';
import type { Constant } from '../graph/constant.ts';
import type { GraphNode, Value } from '../graph/graph-node.ts';
import { boolAttribute, stringAttribute } from '../graph/read-attribute.ts';

/** Ops that multiply with weights, each with the number of its output channels. */
const LINEAR: ReadonlySet<string> = new Set([
  'Conv2D',
  'Conv2DBackpropInput',
  'Conv3D',
  'DepthwiseConv2dNative',
  'MatMul',
]);

/** A convolution or a product with constant weights. */
export interface LinearOp {
  readonly node: GraphNode;
  readonly weights: Constant;
  /** The dimensions of the weights that make up the channels of the output, in order. */
  readonly channelAxes: readonly number[];
}

/** Returns the {@link LinearOp} that a value is the output of, if any. */
export function linearOp({ node }: Value): LinearOp | undefined {
  const weights = constantOf(node.inputs[1]);
  const format = stringAttribute(node, 'data_format') ?? 'NHWC';
  if (!LINEAR.has(node.op) || weights?.dtype !== 'float32' || !format.endsWith('C')) return undefined;
  return { node, weights, channelAxes: channelAxes(node, weights.shape.length) };
}

function channelAxes(node: GraphNode, rank: number): number[] {
  switch (node.op) {
    case 'MatMul':
      return [boolAttribute(node, 'transpose_b') ? 0 : 1];
    case 'DepthwiseConv2dNative':
      return [2, 3];
    case 'Conv2DBackpropInput':
      return [2];
    default:
      return [rank - 1];
  }
}
