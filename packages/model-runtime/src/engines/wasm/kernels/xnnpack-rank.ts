import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { backendKernel, correct, type Kernel, required } from './backend-kernel.ts';

/** XNNPACK's `XNN_MAX_TENSOR_DIMS`: with more it does nothing, and the kernels only print a warning. */
const MOST = 6;

/** @throws {RangeError} if a tensor has more dimensions than XNNPACK takes. */
export function assertRank(kernel: string, ...tensors: TensorInfo[]): void {
  const rank = Math.max(...tensors.map(({ shape }) => shape.length));
  if (rank > MOST) throw new RangeError(`${kernel} of ${rank} dimensions: XNNPACK takes ${MOST}`);
}

/** A kernel of two tensors that runs in XNNPACK. The number of dimensions does not matter if the shapes are equal. */
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

/** `binary.cc` returns old memory if XNNPACK refuses the dimensions. */
export const arithmetic = ['Add', 'Multiply', 'RealDiv', 'SquaredDifference', 'Sub'].map((name) => {
  const kernel = arithmeticKernel(name);
  return correct(name, ({ inputs, backend }) => kernel(inputs, backend));
});
