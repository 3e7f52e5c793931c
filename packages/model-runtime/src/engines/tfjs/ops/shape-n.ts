import { tensor1d } from '@tensorflow/tfjs-core';
import type { GraphOp } from './graph-op.ts';

/** The converter returns the shapes as floats. */
export const shapeNOp: GraphOp = {
  name: 'ShapeN',
  run: ({ inputs }) => inputs.map(({ shape }) => tensor1d(shape, 'int32')),
};
