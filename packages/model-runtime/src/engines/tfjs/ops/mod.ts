import { abs, mod, mul, sign, sub } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt } from './graph-op.ts';
import { truncatedQuotient } from './truncated-quotient.ts';

/** The remainder of `Mod` has the sign of the dividend; TensorFlow.js computes `FloorMod`. */
export const modOp: GraphOp = {
  name: 'Mod',
  run(node) {
    const a = inputAt(node, 0);
    const b = inputAt(node, 1);
    return a.dtype === 'int32' ? sub(a, mul(truncatedQuotient(a, b), b)) : mul(sign(a), mod(abs(a), abs(b)));
  },
};
