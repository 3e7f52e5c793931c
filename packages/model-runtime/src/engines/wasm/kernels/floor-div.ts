import { correct, required } from './backend-kernel.ts';
import { elementwise } from './elementwise.ts';

/** `FloorDiv.cc` divides an int32 as a float, which holds 24 bits of it, and by 0 too, where TensorFlow refuses. */
export const floorDiv = correct('FloorDiv', (call, own) => {
  const a = required(call, 'a');
  const b = required(call, 'b');
  if (a.dtype !== 'int32') return own(call.inputs, call.backend);
  return elementwise({ a, b }, call.backend, (left, right) => {
    if (right === 0) throw new RangeError('integer division by zero');
    return Math.floor(left / right);
  });
});
