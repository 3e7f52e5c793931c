import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { backendKernel, correct, type Kernel, required } from './backend-kernel.ts';

/** XNNPACK's `XNN_MAX_TENSOR_DIMS`: of more it does nothing, and the kernels only print a warning. */
const MOST = 6;

/** @throws {RangeError} where a tensor has more dimensions than XNNPACK takes. */
export function assertRank(kernel: string, ...tensors: TensorInfo[]): void {
  const rank = Math.max(...tensors.map(({ shape }) => shape.length));
  if (rank > MOST) throw new RangeError(`${kernel} of ${rank} dimensions: XNNPACK takes ${MOST}`);
}

/** A kernel that XNNPACK computes of two tensors. Of equal shapes, the number of dimensions is no matter to it. */
export function arithmeticKernel(name: string): Kernel {
  const own = backendKernel(name);
  return (inputs, backend) => {
    const a = required({ inputs }, 'a');
    const b = required({ inputs }, 'b');
    if (a.dtype !== 'float32' || Math.max(a.shape.length, b.shape.length) <= MOST)
      return own(inputs, backend);
    if (a.shape.join() !== b.shape.join()) assertRank(name, a, b);
    const shape = [util.sizeFromShape(a.shape)];
    return { ...own({ a: { ...a, shape }, b: { ...b, shape } }, backend), shape: [...a.shape] };
  };
}

/** `binary.cc` leaves what lay in the memory before where XNNPACK does not take the dimensions. */
export const arithmetic = ['Add', 'Multiply', 'RealDiv', 'SquaredDifference', 'Sub'].map((name) => {
  const kernel = arithmeticKernel(name);
  return correct(name, ({ inputs, backend }) => kernel(inputs, backend));
});
