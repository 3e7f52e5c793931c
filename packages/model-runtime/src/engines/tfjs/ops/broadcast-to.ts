import { broadcastTo, zeros } from '@tensorflow/tfjs-core';
import { type GraphOp, inputAt } from './graph-op.ts';

/** TensorFlow.js does not change a size of 1 to 0. */
export const broadcastToOp: GraphOp = {
  name: 'BroadcastTo',
  run(node) {
    const x = inputAt(node, 0);
    const shape = [...inputAt(node, 1).dataSync()].map(Number);
    return shape.includes(0) ? zeros(shape, x.dtype) : broadcastTo(x, shape);
  },
};
