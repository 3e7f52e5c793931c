import { elementCount, type Tensor } from './tensor.ts';
import type { BinaryTensor } from './request.ts';

/** True for an object that means a tensor in bytes rather than tensors by name. */
export function isBinaryTensor(value: unknown): value is Record<keyof BinaryTensor, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'b64');
}

/** Writes a tensor as bytes: about a third of the size of the same numbers in JSON, and exact. */
export function encodeBinaryTensor({ dtype, shape, data }: Tensor): BinaryTensor {
  if (data.length !== elementCount(shape)) {
    throw new RangeError(`a tensor of shape [${shape.join(', ')}] does not hold ${data.length} elements`);
  }
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let binary = '';
  // In parts: `fromCharCode` takes its arguments on the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return { dtype, shape, b64: btoa(binary) };
}
