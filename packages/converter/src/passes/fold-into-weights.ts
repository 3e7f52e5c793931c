import { constantOf } from '../graph/constant-values.ts';
import type { Constant } from '../graph/constant.ts';
import { countUses } from '../graph/count-uses.ts';
import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import { floatConstant } from '../graph/make-constant.ts';
import { forEachOffset } from '../kernels/strides.ts';
import { channelVector } from './channel-vector.ts';
import { linearOp, type LinearOp } from './linear-op.ts';

/** The output of a convolution or a product, with or without a bias for each channel. */
interface Affine {
  linear: LinearOp;
  product: Value;
  bias: Float32Array | undefined;
}

/**
 * Folds a factor for each channel into the weights before it, and a sum for each channel into one bias. This removes a whole
 * normalization, since its means and variances are known.
 */
export function foldIntoWeights(graph: Graph): void {
  const uses = countUses(graph);
  graph.rewrite((node) => {
    const step = channelStep(node.op, node.inputs);
    const [output] = node.outputs;
    if (!step || !output) return undefined;
    const affine = uses.get(step.x) === 1 ? asAffine(step.x, uses) : undefined;
    const vector = channelVector(step.constant, step.x.shape);
    if (!affine || !vector) return undefined;
    const count = uses.get(output) ?? 0;
    const product = step.factor ? scaled(graph, affine, vector) : affine.product;
    const bias = step.factor
      ? affine.bias?.map((each, at) => each * (vector[at] ?? 1))
      : vector.map((each, at) => (affine.bias?.[at] ?? 0) + each * step.sign);
    uses.set(product, bias ? 1 : count);
    if (!bias) return [product];
    const added = graph.addConstant(floatConstant([bias.length], bias), `${affine.linear.node.name}/bias`);
    const sum = graph.add('BiasAdd', [product, added], {}, { name: node.name, outputs: [output] });
    uses.set(sum, count);
    return [sum];
  });
}

/** Returns the constant by which a node multiplies each channel of `x`, or that it adds to each. */
function channelStep(
  op: string,
  [a, b]: readonly Value[],
): { x: Value; constant: Constant; factor: boolean; sign: number } | undefined {
  const [left, right] = [constantOf(a), constantOf(b)];
  if (!a || !b) return undefined;
  switch (op) {
    case 'Mul':
      if (right) return { x: a, constant: right, factor: true, sign: 1 };
      return left && { x: b, constant: left, factor: true, sign: 1 };
    case 'Add':
    case 'AddV2':
    case 'BiasAdd':
      if (right) return { x: a, constant: right, factor: false, sign: 1 };
      return left && { x: b, constant: left, factor: false, sign: 1 };
    case 'Sub':
      return right && { x: a, constant: right, factor: false, sign: -1 };
    default:
      return undefined;
  }
}

function asAffine(value: Value, uses: ReadonlyMap<Value, number>): Affine | undefined {
  const linear = linearOp(value);
  if (linear) return { linear, product: value, bias: undefined };
  const [product, added] = value.node.inputs;
  const bias = value.node.op === 'BiasAdd' ? constantOf(added)?.data : undefined;
  const inner = product && uses.get(product) === 1 ? linearOp(product) : undefined;
  return inner && product && bias instanceof Float32Array ? { linear: inner, product, bias } : undefined;
}

function scaled(graph: Graph, { linear, product }: Affine, factors: Float32Array): Value {
  const { node, weights, channelAxes } = linear;
  const channels = weights.shape.map(() => 0);
  let stride = 1;
  for (const axis of channelAxes.toReversed()) {
    channels[axis] = stride;
    stride *= weights.shape[axis] ?? 1;
  }
  const data = new Float32Array(weights.data.length);
  forEachOffset(weights.shape, [channels, []], (channel, _, at) => {
    data[at] = Number(weights.data[at] ?? 0) * (factors[channel] ?? 1);
  });
  const [x, held, ...rest] = node.inputs;
  if (!x || !held) return product;
  const constant = graph.addConstant(floatConstant(weights.shape, data), held.node.name);
  return graph.add(node.op, [x, constant, ...rest], node.attributes, { name: node.name, outputs: [product] });
}
