import { tensor1d } from '@tensorflow/tfjs-core';
import type { GraphOp } from './graph-op.ts';

/** The converter makes floats of the shapes. */
export const shapeNOp: GraphOp = {
  name: 'ShapeN',
  run: ({ inputs }) => inputs.map(({ shape }) => tensor1d(shape, 'int32')),
};
