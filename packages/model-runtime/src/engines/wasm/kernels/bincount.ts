import { util } from '@tensorflow/tfjs-core';
import { type Call, correct, required } from './backend-kernel.ts';

/** `Bincount.ts` returns a row for each row of a matrix, and fills only the first; TensorFlow has one for all. */
export const bincount = correct('Bincount', (call, own) => {
  const x = required(call, 'x');
  assertCountable(call);
  return own({ ...call.inputs, x: { ...x, shape: [util.sizeFromShape(x.shape)] } }, call.backend, call.attrs);
});

/** `bincount_impl.h` skips negative values with a warning; TensorFlow refuses them. */
export const denseBincount = correct('DenseBincount', (call, own) => {
  assertCountable(call);
  return own(call.inputs, call.backend, call.attrs);
});

function assertCountable(call: Call): void {
  const negative = call.backend.typedArrayFromHeap(required(call, 'x')).find((value) => value < 0);
  if (negative !== undefined) throw new RangeError(`${negative} cannot be counted`);
}
