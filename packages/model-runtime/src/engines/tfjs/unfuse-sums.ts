import type { io } from '@tensorflow/tfjs-core';
import * as v from 'valibot';

export const FUSED_SUM = '_FusedMatMul';

const node = v.looseObject({
  name: v.string(),
  op: v.string(),
  input: v.optional(v.array(v.string())),
  attr: v.optional(v.record(v.string(), v.unknown())),
});
type Node = v.InferOutput<typeof node>;

const topologySchema = v.looseObject({ node: v.array(node) });

/** `["BiasAdd"]`, in the converter's form for lists of strings. */
const BIAS_ALONE = v.object({ list: v.object({ s: v.strictTuple([v.literal(btoa('BiasAdd'))]) }) });

/**
 * TensorFlow's optimizer fuses `x · W + y` into one op for any `y`; recurrent networks have many of these. The kernels add
 * only a vector that is part of the model, so the op is split again for anything else.
 */
export function unfuseSums(topology: io.ModelArtifacts['modelTopology']): io.ModelArtifacts['modelTopology'] {
  const { node: nodes, ...rest } = v.parse(topologySchema, topology);
  const constants = new Set(nodes.filter(({ op }) => op === 'Const').map(({ name }) => name));
  return { ...rest, node: nodes.flatMap((one) => (isFusedSum(one, constants) ? split(one) : [one])) };
}

function isFusedSum({ op, input = [], attr = {} }: Node, constants: ReadonlySet<string>): boolean {
  const [, , added] = input;
  return (
    op === FUSED_SUM &&
    v.is(BIAS_ALONE, attr['fused_ops']) &&
    added !== undefined &&
    !constants.has(added.replace(/:[0-9]+$/, ''))
  );
}

function split({ name, input = [], attr = {}, ...rest }: Node): Node[] {
  const [left = '', right = '', added = '', ...control] = input;
  const { T, transpose_a: transposeA, transpose_b: transposeB } = attr;
  const product = `${name}/product`;
  return [
    {
      ...rest,
      name: product,
      op: 'MatMul',
      input: [left, right, ...control],
      attr: { T, transpose_a: transposeA, transpose_b: transposeB },
    },
    { ...rest, name, op: 'AddV2', input: [product, added], attr: { T } },
  ];
}
