import { encodeBase64 } from '../tensors/base64.ts';
import type { BinaryTensor } from './request.ts';
import { elementCount, type Tensor } from '../tensors/tensor.ts';

/** True for an object that is one tensor as bytes, not tensors by name. */
export function isBinaryTensor(value: unknown): value is Record<keyof BinaryTensor, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'b64');
}

/**
 * Encodes a tensor as bytes: about a third of the size of the same numbers in JSON, and exact.
 *
 * @throws {TypeError} for strings, which cannot be sent as bytes.
 */
export function encodeBinaryTensor({ dtype, shape, data }: Tensor): BinaryTensor {
  if (Array.isArray(data)) throw new TypeError('a tensor of strings has no form in bytes: send the strings');
  if (data.length !== elementCount(shape)) {
    throw new RangeError(`a tensor of shape [${shape.join(', ')}] does not hold ${data.length} elements`);
  }
  const b64 = encodeBase64(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { dtype, shape, b64 };
}
