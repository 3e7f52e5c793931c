import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { filled } from './backend-kernel.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const subtract = arithmeticKernel('Sub');

/** Returns `0 - x` of integers, with all their bits. */
export function negated(x: TensorInfo, backend: BackendWasm): TensorInfo {
  const zero = filled([], 'int32', 0, backend);
  const out = subtract({ a: zero, b: x }, backend);
  backend.disposeData(zero.dataId);
  return out;
}
