import { slice_util, util } from '@tensorflow/tfjs-core';
import { numbers } from './attributes.ts';
import { backendKernel, correct, required } from './backend-kernel.ts';

const reshape = backendKernel('Reshape');
const slice = backendKernel('Slice');

/**
 * The module of `StridedSlice.ts` copies floats into a float32: integers become other numbers, and bool is read beyond the
 * tensor. It also treats the dimensions of the result, which lacks those with a single index, as the tensor's: `x[1, ::2]`
 * reads row 0. And an end before its begin is an error instead of an empty tensor.
 */
export const stridedSlice = correct('StridedSlice', (call) => {
  const { attrs, backend } = call;
  const x = required(call, 'x');
  const mask = (name: string) => Number(attrs[name] ?? 0);
  const { begin, end, strides, finalShape } = slice_util.sliceInfo(
    x.shape,
    numbers(attrs['begin']),
    numbers(attrs['end']),
    numbers(attrs['strides']),
    mask('beginMask'),
    mask('endMask'),
    mask('ellipsisMask'),
    mask('newAxisMask'),
    mask('shrinkAxisMask'),
  );
  const size = slice_util.computeOutShape(begin, end, strides).map((count) => Math.max(count, 0));
  if (size.includes(0)) return backend.makeOutput(finalShape, x.dtype);
  if (strides.every((stride) => stride === 1)) {
    const sliced = slice({ x }, backend, { begin, size });
    const out = reshape({ x: sliced }, backend, { shape: finalShape });
    backend.disposeData(sliced.dataId);
    return out;
  }
  const out = backend.makeOutput(finalShape, x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const taken = backend.typedArrayFromHeap(out);
  const apart = [...util.computeStrides(x.shape), 1];
  const outApart = [...util.computeStrides(size), 1];
  for (let index = 0; index < taken.length; index += 1) {
    let from = 0;
    for (let axis = 0, rest = index; axis < size.length; axis += 1) {
      const place = Math.trunc(rest / (outApart[axis] ?? 1));
      rest -= place * (outApart[axis] ?? 1);
      from += ((begin[axis] ?? 0) + place * (strides[axis] ?? 1)) * (apart[axis] ?? 1);
    }
    taken[index] = values[from] ?? 0;
  }
  return out;
});
