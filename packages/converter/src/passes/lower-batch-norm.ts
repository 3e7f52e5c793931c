import { constantOf } from '../graph/constant-values.ts';
import type { Graph } from '../graph/graph.ts';
import { floatConstant } from '../graph/make-constant.ts';
import { boolAttribute, floatAttribute, stringAttribute } from '../graph/read-attribute.ts';

const OPS: ReadonlySet<string> = new Set(['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3']);

/** Replaces a normalization with known means and variances by a product and a sum, which later passes fold into weights. */
export function lowerBatchNorm(graph: Graph): void {
  graph.rewrite((node) => {
    const [x, ...statistics] = node.inputs;
    if (!OPS.has(node.op) || !x || boolAttribute(node, 'is_training')) return undefined;
    if (stringAttribute(node, 'data_format') !== 'NHWC') return undefined;
    const [scale, offset, mean, variance] = statistics.map((value) => constantOf(value)?.data);
    const areFloats =
      scale instanceof Float32Array &&
      offset instanceof Float32Array &&
      mean instanceof Float32Array &&
      variance instanceof Float32Array;
    if (!areFloats) return undefined;
    const epsilon = floatAttribute(node, 'epsilon') ?? 0.0001;
    const factor = scale.map((each, at) => each / Math.sqrt((variance[at] ?? 0) + epsilon));
    const added = offset.map(
      (each, at) => each - ((mean[at] ?? 0) * (scale[at] ?? 0)) / Math.sqrt((variance[at] ?? 0) + epsilon),
    );
    const shape = [factor.length];
    const product = graph.add(
      'Mul',
      [x, graph.addConstant(floatConstant(shape, factor))],
      {},
      { name: node.name },
    );
    const [output] = node.outputs;
    return (
      output && [
        graph.add(
          'AddV2',
          [product, graph.addConstant(floatConstant(shape, added))],
          {},
          { name: node.name, outputs: [output] },
        ),
      ]
    );
  });
}
