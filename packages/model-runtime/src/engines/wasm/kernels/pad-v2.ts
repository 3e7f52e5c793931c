import { correct, required, filled } from './backend-kernel.ts';
import { arithmeticKernel, assertRank } from './xnnpack-rank.ts';

const add = arithmeticKernel('Add');
const divide = arithmeticKernel('RealDiv');
const subtract = arithmeticKernel('Sub');

/**
 * `PadV2.cc` takes the constant of integers as a float, which holds 24 bits of it. It also keeps XNNPACK's operators in
 * a map by their constant, which NaN puts out of order: another constant is taken for it.
 */
export const padV2 = correct('PadV2', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  const constant = Number(attrs['constantValue'] ?? 0);
  if (x.dtype === 'float32') assertRank('PadV2', x);

  if (x.dtype === 'int32' && Math.fround(constant) !== constant) {
    const offset = filled([], 'int32', constant, backend);
    const moved = subtract({ a: x, b: offset }, backend);
    const padded = own({ x: moved }, backend, { ...attrs, constantValue: 0 });
    const out = add({ a: padded, b: offset }, backend);
    for (const { dataId } of [offset, moved, padded]) backend.disposeData(dataId);
    return out;
  }
  if (x.dtype === 'float32' && Number.isNaN(constant)) {
    // What is divided by 1 stays what it is, and 0 by 0 is NaN.
    const ones = filled(x.shape, x.dtype, 1, backend);
    const withZeros = { ...attrs, constantValue: 0 };
    const padded = own({ x }, backend, withZeros);
    const divisor = own({ x: ones }, backend, withZeros);
    const out = divide({ a: padded, b: divisor }, backend);
    for (const { dataId } of [ones, padded, divisor]) backend.disposeData(dataId);
    return out;
  }
  return own(inputs, backend, attrs);
});
