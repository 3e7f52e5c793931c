import { correct, required, filled } from './backend-kernel.ts';
import { arithmeticKernel, assertRank } from './xnnpack-rank.ts';

const add = arithmeticKernel('Add');
const divide = arithmeticKernel('RealDiv');
const subtract = arithmeticKernel('Sub');

/**
 * `PadV2.cc` converts the constant of integers to a float, which holds 24 of its bits. It also keeps XNNPACK's operators in
 * a map by their constant. NaN breaks the order of that map, so another constant is used.
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
    // Dividing by 1 changes nothing, and 0 / 0 is NaN.
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
