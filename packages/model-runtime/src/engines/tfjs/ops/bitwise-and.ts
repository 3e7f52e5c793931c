import { engine } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt } from './graph-op.ts';

/** The converter looks for its inputs under wrong names, and fails. */
export const bitwiseAndOp: GraphOp = {
  name: 'BitwiseAnd',
  run: (node) => engine().runKernel('BitwiseAnd', { a: inputAt(node, 0), b: inputAt(node, 1) }),
};
