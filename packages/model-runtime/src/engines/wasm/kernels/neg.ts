import { correct, required } from './backend-kernel.ts';
import { negated } from './negated.ts';

/** `Neg.cc` converts an int32 to a float, which holds 24 of its bits. */
export const neg = correct('Neg', (call, own) => {
  const x = required(call, 'x');
  return x.dtype === 'int32' ? negated(x, call.backend) : own(call.inputs, call.backend);
});
