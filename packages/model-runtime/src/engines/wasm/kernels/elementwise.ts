import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** Computes each element of two tensors, broadcast to one shape, in JavaScript. */
export function elementwise(
  { a, b }: { a: TensorInfo; b: TensorInfo },
  backend: BackendWasm,
  compute: (left: number, right: number) => number,
): TensorInfo {
  const shape = broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
  const out = backend.makeOutput(shape, a.dtype);
  const left = backend.typedArrayFromHeap(a);
  const right = backend.typedArrayFromHeap(b);
  const values = backend.typedArrayFromHeap(out);
  const leftStrides = stridesIn(a.shape, shape.length);
  const rightStrides = stridesIn(b.shape, shape.length);
  const at = shape.map(() => 0);
  let from = 0;
  let other = 0;
  for (let index = 0; index < values.length; index += 1) {
    values[index] = compute(left[from] ?? 0, right[other] ?? 0);
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const size = shape[axis] ?? 1;
      const place = (at[axis] ?? 0) + 1;
      from += leftStrides[axis] ?? 0;
      other += rightStrides[axis] ?? 0;
      if (place < size) {
        at[axis] = place;
        break;
      }
      at[axis] = 0;
      from -= size * (leftStrides[axis] ?? 0);
      other -= size * (rightStrides[axis] ?? 0);
    }
  }
  return out;
}

/** Returns the distance of neighbors along each axis: 0 along a broadcast axis. */
function stridesIn(shape: readonly number[], rank: number): number[] {
  const strides = [...util.computeStrides([...shape]), 1].slice(shape.length === 0 ? 1 : 0);
  const own = shape.map((size, axis) => (size === 1 ? 0 : (strides[axis] ?? 1)));
  return [...Array.from({ length: rank - shape.length }, () => 0), ...own];
}
