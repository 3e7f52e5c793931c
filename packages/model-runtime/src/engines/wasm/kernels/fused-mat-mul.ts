import type { TensorInfo } from '@tensorflow/tfjs-core';
import { backendKernel, correct, type Kernel, required } from './backend-kernel.ts';
import { batchMatMul, productShape } from './batch-mat-mul.ts';
import { withWeights } from './packed-weights.ts';
import { repeats } from './repeats.ts';
import { sloped } from './sloped.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const add = arithmeticKernel('Add');
const ACTIVATIONS: ReadonlyMap<unknown, Kernel> = new Map(
  ['Elu', 'LeakyRelu', 'Relu', 'Relu6', 'Sigmoid'].map((name) => [name.toLowerCase(), backendKernel(name)]),
);

/**
 * `slow_batch_matmul`, which runs transposed inputs and batches, adds the last element of the bias to every row except the
 * first, and adds and clamps once for every 48 elements of a sum. In these cases the product, the sum and the activation
 * run separately.
 */
export const fusedMatMul = correct('_FusedMatMul', (call, own) => {
  const { inputs, attrs, backend } = call;
  const a = required(call, 'a');
  const b = required(call, 'b');
  const { bias, preluActivationWeights: alpha } = inputs;
  const { activation, leakyreluAlpha = 0 } = attrs;
  const isPacked = !attrs['transposeA'] && !attrs['transposeB'] && a.shape[0] === 1 && b.shape[0] === 1;
  const isEmpty = a.shape.includes(0) || b.shape.includes(0);
  if (
    isPacked &&
    !isEmpty &&
    (bias?.shape.length ?? 1) === 1 &&
    (!alpha || repeats(alpha.shape, productShape(a, b, call)))
  )
    return withWeights(b, backend, (weights) => own({ ...inputs, b: weights }, backend, attrs));

  const { transposeA = false, transposeB = false } = attrs;
  const steps: TensorInfo[] = [];
  const [product] = [
    batchMatMul.kernelFunc({ inputs: { a, b }, attrs: { transposeA, transposeB }, backend }),
  ].flat();
  if (!product) throw new TypeError('a product returned nothing');
  steps.push(product);
  if (bias) steps.push(add({ a: product, b: bias }, backend));
  const sum = steps.at(-1) ?? product;
  if (alpha) steps.push(sloped(sum, alpha, backend));
  else if (activation !== 'linear') {
    const activate = ACTIVATIONS.get(activation);
    if (!activate) throw new RangeError('_FusedMatMul with an unknown activation');
    steps.push(activate({ x: sum }, backend, { alpha: leakyreluAlpha }));
  }
  for (const { dataId } of steps.slice(0, -1)) backend.disposeData(dataId);
  return steps.at(-1) ?? product;
});
