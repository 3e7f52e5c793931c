import { BYTES_PER_ELEMENT, elementCount, type Tensor, viewBytes } from '@pilotlight/protocol/tensors';
import type { LitertBindings, LitertEnvironment, LitertTensorBuffer } from './litert-bindings.ts';
import { LitertError } from './litert-error.ts';
import { ELEMENT_TYPES, type TensorType } from './tensor-type.ts';

/** Copies a tensor's elements into the library's memory. The caller deletes the result. */
export function toTensorBuffer(
  bindings: LitertBindings,
  environment: LitertEnvironment,
  { dtype, shape }: TensorType,
  { data }: Tensor,
): LitertTensorBuffer {
  if (Array.isArray(data)) throw new TypeError('LiteRT.js has no strings');
  const dimensions = new bindings.VectorInt32();
  for (const size of shape) dimensions.push_back(size);
  const layout = bindings.LiteRtLayout.create(dimensions);
  const type = bindings.LiteRtRankedTensorType.create({ value: ELEMENT_TYPES[dtype] }, layout);
  const buffer = bindings.LiteRtTensorBuffer.createManaged(
    environment,
    bindings.LiteRtTensorBufferType.HOST_MEMORY,
    type,
    data.byteLength,
  );
  for (const part of [type, layout, dimensions]) part.delete();

  const at = buffer.lock(bindings.LiteRtTensorBufferLockMode.WRITE);
  // The heap is read each time, because any allocation may replace it.
  bindings.HEAPU8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
  buffer.unlock();
  return buffer;
}

/** Copies a tensor's elements out of the library's memory. */
export function fromTensorBuffer(
  bindings: LitertBindings,
  buffer: LitertTensorBuffer,
  { name, dtype, shape }: TensorType,
): Tensor {
  const length = elementCount(shape) * BYTES_PER_ELEMENT[dtype];
  // A run's output may differ from the file's declaration; the memory beyond it is old.
  if (buffer.packedSize() !== length) {
    throw new LitertError(
      `its output '${name}' has ${buffer.packedSize()} bytes where its file says ${length}`,
    );
  }
  const at = buffer.lock(bindings.LiteRtTensorBufferLockMode.READ);
  const bytes = bindings.HEAPU8.slice(at, at + length);
  buffer.unlock();
  return { dtype, shape, data: viewBytes(dtype, bytes) };
}
