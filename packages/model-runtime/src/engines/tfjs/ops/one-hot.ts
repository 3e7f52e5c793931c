import { oneHot, transpose } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { type GraphOp, inputAt, numberAt } from './graph-op.ts';

const options = v.object({
  axis: v.optional(v.number(), -1),
  T: v.optional(v.picklist(['float32', 'int32', 'bool']), 'float32'),
});

/** The converter ignores `axis` and puts the values along the last axis. */
export const oneHotOp: GraphOp = {
  name: 'OneHot',
  run(node) {
    const indices = inputAt(node, 0);
    const { axis, T: dtype } = v.parse(options, node.attrs);
    const last = oneHot(indices, numberAt(node, 1), numberAt(node, 2), numberAt(node, 3), dtype);
    if (axis < 0 || axis === indices.rank) return last;
    const others = [...indices.shape.keys()];
    return transpose(last, [...others.slice(0, axis), indices.rank, ...others.slice(axis)]);
  },
};
