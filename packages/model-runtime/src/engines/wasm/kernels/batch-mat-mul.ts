import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { backendKernel, type Call, correct, filled, required } from './backend-kernel.ts';
import { withWeights } from './packed-weights.ts';
import { repeats } from './repeats.ts';

const tile = backendKernel('Tile');

/**
 * `BatchMatMul.ts` computes as many products as the side with more batches has, and repeats those of the other: correct if
 * there is one, or if they are the last dimensions of the batch. XNNPACK ignores sizes of 0.
 */
export const batchMatMul = correct('BatchMatMul', (call, own) => {
  const { inputs, attrs, backend } = call;
  const a = required(call, 'a');
  const b = required(call, 'b');
  const batches = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (a.shape.includes(0) || b.shape.includes(0))
    return filled([...batches, ...productShape(a, b, call)], 'float32', 0, backend);
  if (util.sizeFromShape(batches) === 1 && !attrs['transposeA'] && !attrs['transposeB'])
    return withWeights(b, backend, (weights) => own({ ...inputs, b: weights }, backend, attrs));
  const left = spread(a, batches, backend);
  const right = spread(b, batches, backend);
  const out = own({ ...inputs, a: left, b: right }, backend, attrs);
  if (left !== a) backend.disposeData(left.dataId);
  if (right !== b) backend.disposeData(right.dataId);
  return out;
});

/** Returns the rows and columns of a product. */
export function productShape(a: TensorInfo, b: TensorInfo, { attrs }: Pick<Call, 'attrs'>): [number, number] {
  return [a.shape.at(attrs['transposeA'] ? -1 : -2) ?? 1, b.shape.at(attrs['transposeB'] ? -2 : -1) ?? 1];
}

/** Returns a tensor with all batches, if repeating its own would give another result. */
function spread(x: TensorInfo, batches: readonly number[], backend: BackendWasm): TensorInfo {
  const own = x.shape.slice(0, -2);
  if (repeats(own, batches)) return x;
  const ownBatches = batches.map((_, at) => own[at - (batches.length - own.length)] ?? 1);
  return tile({ x: { ...x, shape: [...ownBatches, ...x.shape.slice(-2)] } }, backend, {
    reps: [...batches.map((size, at) => size / (ownBatches[at] ?? 1)), 1, 1],
  });
}
