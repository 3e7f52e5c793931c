import { DTYPES, type NamedTensors, type Tensor } from '@pilotlight/protocol';
import * as tf from '@tensorflow/tfjs-core';

/** Copies a tensor into the engine's memory. The caller disposes it, or calls this inside `tidy`. */
export function toEngine({ dtype, shape, data }: Tensor): tf.Tensor {
  return tf.tensor(data, [...shape], dtype);
}

/** Copies tensors out of the engine's memory under the names that stand at the same places, and disposes them. */
export function takeFromEngine(
  names: readonly string[],
  tensors: tf.Tensor | readonly tf.Tensor[],
): NamedTensors {
  const list = [tensors].flat();
  try {
    return Object.fromEntries(names.flatMap((name, at) => (list[at] ? [[name, fromEngine(list[at])]] : [])));
  } finally {
    tf.dispose(list);
  }
}

function fromEngine(tensor: tf.Tensor): Tensor {
  const dtype = DTYPES.find((known) => known === tensor.dtype);
  if (!dtype) throw new TypeError(`an output of dtype ${tensor.dtype} has no form on the wire`);
  // The backend copies its memory out for this, so the elements are nobody else's.
  return { dtype, shape: tensor.shape, data: tensor.dataSync() };
}
