import { correct, required } from './backend-kernel.ts';
import { cast } from './cast.ts';

/**
 * `OneHot.cc` writes int32 for every dtype: a float32 gets the bits of an integer, without its fraction, and bool is written
 * beyond the tensor.
 */
export const oneHot = correct('OneHot', (call, own) => {
  const { inputs, attrs, backend } = call;
  const { dtype } = attrs;
  required(call, 'indices');
  if (dtype === 'float32') {
    return own(inputs, backend, {
      ...attrs,
      onValue: bitsOf(Number(attrs['onValue'])),
      offValue: bitsOf(Number(attrs['offValue'])),
    });
  }
  if (dtype !== 'bool') return own(inputs, backend, attrs);
  const wide = own(inputs, backend, { ...attrs, dtype: 'int32' });
  const out = cast.kernelFunc({ inputs: { x: wide }, attrs: { dtype }, backend });
  backend.disposeData(wide.dataId);
  return out;
});

/** Returns the integer with the bits of a float. */
function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
