import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { backendKernel } from './backend-kernel.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const add = arithmeticKernel('Add');
const multiply = arithmeticKernel('Multiply');
const negate = backendKernel('Neg');
const relu = backendKernel('Relu');

/** Returns `x` with its negative elements multiplied by slopes, which are broadcast. */
export function sloped(x: TensorInfo, alpha: TensorInfo, backend: BackendWasm): TensorInfo {
  const positive = relu({ x }, backend);
  const turned = negate({ x }, backend);
  const size = relu({ x: turned }, backend);
  const negative = negate({ x: size }, backend);
  const product = multiply({ a: negative, b: alpha }, backend);
  const out = add({ a: positive, b: product }, backend);
  for (const { dataId } of [positive, turned, size, negative, product]) backend.disposeData(dataId);
  return out;
}
