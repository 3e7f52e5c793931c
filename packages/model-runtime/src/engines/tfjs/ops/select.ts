import { reshape, where } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt } from './graph-op.ts';

/** A vector chooses along the first dimension, such as rows; in TensorFlow.js it chooses columns. */
export const selectOp: GraphOp = {
  name: 'Select',
  run(node) {
    const condition = inputAt(node, 0);
    const then = inputAt(node, 1);
    const rows = [condition.size, ...then.shape.slice(1).map(() => 1)];
    const isRows = condition.rank === 1 && then.rank > 1;
    return where(isRows ? reshape(condition, rows) : condition, then, inputAt(node, 2));
  },
};
