import { encodeBinaryTensor, type TensorValue } from '@pilotlight/protocol';
import type { Tensor } from '@pilotlight/protocol/tensors';

/** Returns a tensor in the form of a request: bytes, or nested arrays of strings. */
export function sentTensor(tensor: Tensor): TensorValue {
  const { data, shape } = tensor;
  if (!Array.isArray(data)) return encodeBinaryTensor(tensor);
  return nested(
    data.map((bytes) => ({ b64: Buffer.from(bytes).toString('base64') })),
    shape,
  );
}

function nested(elements: readonly TensorValue[], [size, ...rest]: readonly number[]): TensorValue {
  if (size === undefined) return elements[0] ?? '';
  const stride = elements.length / size;
  return Array.from({ length: size }, (_, at) =>
    nested(elements.slice(at * stride, (at + 1) * stride), rest),
  );
}
