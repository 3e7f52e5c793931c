import { backendKernel, correct, required } from './backend-kernel.ts';
import { cast } from './cast.ts';

const toOther = backendKernel('Cast');

/** `Reverse.cc` moves floats: with bool, which has a byte per element, it reads and writes beyond the tensors. */
export const reverse = correct('Reverse', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  if (x.dtype !== 'bool') return own(inputs, backend, attrs);
  const wide = toOther({ x }, backend, { dtype: 'int32' });
  const reversed = own({ x: wide }, backend, attrs);
  const out = cast.kernelFunc({ inputs: { x: reversed }, attrs: { dtype: 'bool' }, backend });
  for (const { dataId } of [wide, reversed]) backend.disposeData(dataId);
  return out;
});
