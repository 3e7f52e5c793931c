import type { Attributes } from '../graph/attribute.ts';
import { constantOf } from '../graph/constant-values.ts';
import { countUses } from '../graph/count-uses.ts';
import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import { linearOp } from './linear-op.ts';

/** Ops that TensorFlow.js's kernels compute together with a bias and an activation, with the name of the fused op. */
const FUSED: Readonly<Record<string, string>> = {
  Conv2D: '_FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2dNative',
  MatMul: '_FusedMatMul',
};
const ACTIVATIONS: ReadonlySet<string> = new Set(['Elu', 'LeakyRelu', 'Relu', 'Relu6', 'Sigmoid']);

/** Fuses a convolution or a product with the bias and the activation after it. */
export function fuseActivations(graph: Graph): void {
  const uses = countUses(graph);
  const replace = (old: Value, by: Value): Value[] => {
    uses.set(by, uses.get(old) ?? 0);
    return [by];
  };
  graph.rewrite((node) => {
    const [x, added] = node.inputs;
    const [output] = node.outputs;
    if (!x || !output || uses.get(x) !== 1) return undefined;
    const options = { name: node.name, outputs: [output] };
    if (node.op === 'BiasAdd') {
      const op = linearOp(x) && FUSED[x.node.op];
      const bias = constantOf(added);
      if (!op || !added || bias?.dtype !== 'float32' || bias.shape.length !== 1) return undefined;
      const attributes = fusedAttributes(x.node.attributes, ['BiasAdd']);
      return replace(output, graph.add(op, [...x.node.inputs.slice(0, 2), added], attributes, options));
    }
    if (!ACTIVATIONS.has(node.op)) return undefined;
    const fused = x.node.attributes['fused_ops'];
    if (!Object.values(FUSED).includes(x.node.op) || !fused || !('list' in fused) || !('s' in fused.list))
      return undefined;
    if (fused.list.s.length !== 1) return undefined;
    // TensorFlow.js does not read the slope of this op.
    if (node.op === 'LeakyRelu' && x.node.op === FUSED['DepthwiseConv2dNative']) return undefined;
    const alpha = node.attributes['alpha'];
    const attributes: Attributes = {
      ...fusedAttributes(x.node.attributes, ['BiasAdd', node.op]),
      ...(alpha ? { leakyrelu_alpha: alpha } : {}),
    };
    return replace(output, graph.add(x.node.op, x.node.inputs, attributes, options));
  });
}

function fusedAttributes(attributes: Attributes, ops: readonly string[]): Attributes {
  return { ...attributes, fused_ops: { list: { s: ops } }, num_args: { i: 1 } };
}
