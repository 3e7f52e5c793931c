import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { backendKernel } from './backend-kernel.ts';

const pad = backendKernel('PadV2');

/** The shape of a tensor when XNNPACK packed it. */
const shapes = new WeakMap<DataId, string>();

/**
 * Multiplies by a matrix. `batch_mat_mul_impl.cc` keeps XNNPACK's packed weights by their address, for any shape: the same
 * weights in another shape would be multiplied as if they had the first. A copy has its own memory.
 */
export function withWeights(
  matrix: TensorInfo,
  backend: BackendWasm,
  multiply: (weights: TensorInfo) => TensorInfo,
): TensorInfo {
  const shape = matrix.shape.slice(-2).join();
  const packed = shapes.get(matrix.dataId) ?? shape;
  shapes.set(matrix.dataId, packed);
  if (packed === shape) return multiply(matrix);
  const copy = pad({ x: matrix }, backend, { paddings: matrix.shape.map(() => [0, 0]), constantValue: 0 });
  const out = multiply(copy);
  backend.disposeData(copy.dataId);
  return out;
}
