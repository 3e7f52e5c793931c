import { correct, required } from './backend-kernel.ts';

/** Closer to 0 than this, adding 1 loses more than a hundred thousandth of the logarithm. */
const SMALL = 0.01;

/** `Log1p.cc` adds 1 first, which loses small numbers. */
export const log1p = correct('Log1p', (call, own) => {
  const x = required(call, 'x');
  const out = own(call.inputs, call.backend);
  const values = call.backend.typedArrayFromHeap(x);
  const logarithms = call.backend.typedArrayFromHeap(out);
  for (const [at, value] of values.entries()) if (Math.abs(value) < SMALL) logarithms[at] = Math.log1p(value);
  return out;
});
