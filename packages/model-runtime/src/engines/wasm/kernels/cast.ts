import { backendKernel, correct, required, filled } from './backend-kernel.ts';

const notEqual = backendKernel('NotEqual');

/**
 * `Cast.ts` copies the elements into an array of bytes: 0.5 becomes 0 there, 256 becomes 0 and 2 stays 2. Every value
 * except 0 is true.
 */
export const cast = correct('Cast', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  if (attrs['dtype'] !== 'bool' || (x.dtype !== 'float32' && x.dtype !== 'int32'))
    return own(inputs, backend, attrs);
  const zero = filled([], x.dtype, 0, backend);
  const out = notEqual({ a: x, b: zero }, backend);
  backend.disposeData(zero.dataId);
  return out;
});
