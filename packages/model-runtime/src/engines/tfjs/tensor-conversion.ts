import { DTYPES, type NamedTensors, type Tensor } from '@pilotlight/protocol/tensors';
import * as tf from '@tensorflow/tfjs-core';

/** Copies a tensor into the engine's memory. The caller disposes it, or calls this inside `tidy`. */
export function toEngine({ dtype, shape, data }: Tensor): tf.Tensor {
  if (Array.isArray(data)) return tf.tensor(data, [...shape], 'string');
  if (data instanceof BigInt64Array || data instanceof Int8Array || dtype === 'uint8') {
    throw new TypeError(`TensorFlow.js has no tensors of ${dtype}`);
  }
  return tf.tensor(
    data,
    [...shape],
    data instanceof Uint8Array ? 'bool' : data instanceof Int32Array ? 'int32' : 'float32',
  );
}

/** Copies tensors out of the engine's memory, with the names at the same positions, and leaves them there. */
export function fromEngine(
  names: readonly string[],
  tensors: tf.Tensor | readonly tf.Tensor[],
): NamedTensors {
  const list = [tensors].flat();
  return Object.fromEntries(names.flatMap((name, at) => (list[at] ? [[name, copyOut(list[at])]] : [])));
}

/**
 * Runs a synchronous task and copies its outputs out of the engine. Disposes the tensors that it created, and nothing else:
 * a graph can return one of its weights, which the next call needs.
 */
export function takeOutputs(
  names: readonly string[],
  run: () => tf.Tensor | readonly tf.Tensor[],
): NamedTensors {
  let outputs: NamedTensors = {};
  tf.tidy(() => {
    outputs = fromEngine(names, run());
  });
  return outputs;
}

function copyOut(tensor: tf.Tensor): Tensor {
  const dtype = DTYPES.find((known) => known === tensor.dtype);
  if (!dtype) throw new TypeError(`an output is ${tensor.dtype}, which an answer cannot hold`);
  // As data they would be decoded, and lose bytes that are not text.
  if (dtype === 'string') return { dtype, shape: tensor.shape, data: stringsOf(tensor) };
  // The backend copies its memory for this, so the elements have no other owner.
  return { dtype, shape: tensor.shape, data: tensor.dataSync() };
}

function stringsOf(tensor: tf.Tensor): Uint8Array[] {
  const bytes = tf.engine().readSync(tensor.dataId);
  if (!Array.isArray(bytes)) throw new TypeError('expected the engine to hold strings as bytes');
  return bytes;
}
