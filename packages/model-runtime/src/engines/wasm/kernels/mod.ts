import { correct, required } from './backend-kernel.ts';
import { elementwise } from './elementwise.ts';

/**
 * `Mod.cc` computes the remainder a second time if the signs differ. For infinity that gives NaN, and for a remainder that
 * is too small beside the divisor it gives 0.
 */
export const mod = correct('Mod', (call, own) => {
  const a = required(call, 'a');
  const b = required(call, 'b');
  if (a.dtype !== 'float32') return own(call.inputs, call.backend);
  return elementwise({ a, b }, call.backend, (left, right) => {
    const rest = left % right;
    return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest;
  });
});
