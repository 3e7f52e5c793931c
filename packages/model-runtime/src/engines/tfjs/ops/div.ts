import { div } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt } from './graph-op.ts';
import { truncatedQuotient } from './truncated-quotient.ts';

/** `Div` rounds the quotient of integers towards 0; TensorFlow.js rounds it down. */
export const divOp: GraphOp = {
  name: 'Div',
  run(node) {
    const a = inputAt(node, 0);
    const b = inputAt(node, 1);
    return a.dtype === 'int32' ? truncatedQuotient(a, b) : div(a, b);
  },
};
