import { util } from '@tensorflow/tfjs-core';
import { backendKernel, correct, required, filled } from './backend-kernel.ts';
import { reduceNothing } from './reductions.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const add = backendKernel('Sum');
const divide = arithmeticKernel('RealDiv');

/**
 * `Mean.ts` always returns floats, but TensorFlow's mean of integers is an integer, rounded towards 0. It also runs nothing
 * if there is nothing to reduce.
 */
export const mean = correct('Mean', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  if (x.shape.includes(0)) return reduceNothing(x, call, x.dtype === 'float32' ? Number.NaN : 0);
  if (x.dtype !== 'int32') return own(inputs, backend, attrs);
  const sum = add(inputs, backend, attrs);
  const count = filled([], 'int32', util.sizeFromShape(x.shape) / util.sizeFromShape(sum.shape), backend);
  const out = divide({ a: sum, b: count }, backend);
  for (const { dataId } of [sum, count]) backend.disposeData(dataId);
  return out;
});
