import { backendKernel, correct, required } from './backend-kernel.ts';
import { negated } from './negated.ts';

const larger = backendKernel('Maximum');

/** `Abs.cc` converts an int32 to a float, which holds 24 of its bits. */
export const abs = correct('Abs', (call, own) => {
  const { inputs, backend } = call;
  const x = required(call, 'x');
  if (x.dtype !== 'int32') return own(inputs, backend);
  const negative = negated(x, backend);
  const out = larger({ a: x, b: negative }, backend);
  backend.disposeData(negative.dataId);
  return out;
});
