import { linalg } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt, numberAt } from './graph-op.ts';

/** The converter uses the number of lower diagonals for the upper ones too. */
export const matrixBandPartOp: GraphOp = {
  name: 'MatrixBandPart',
  run: (node) => linalg.bandPart(inputAt(node, 0), numberAt(node, 1), numberAt(node, 2)),
};
