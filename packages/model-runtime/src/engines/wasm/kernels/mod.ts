import { correct, required } from './backend-kernel.ts';
import { elementwise } from './elementwise.ts';

/**
 * `Mod.cc` takes the rest a second time where the signs differ: of infinity, and of a rest too small to be seen beside
 * what it is added to, that makes NaN and 0.
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
