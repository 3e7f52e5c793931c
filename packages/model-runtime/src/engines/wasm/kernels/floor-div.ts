import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { backendKernel, correct, filled, required } from './backend-kernel.ts';
import { elementwise } from './elementwise.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const and = backendKernel('LogicalAnd');
const divide = arithmeticKernel('RealDiv');
const less = backendKernel('Less');
const multiply = arithmeticKernel('Multiply');
const notEqual = backendKernel('NotEqual');
const select = backendKernel('Select');
const subtract = arithmeticKernel('Sub');
const xor = backendKernel('LogicalXor');

/** `FloorDiv.cc` divides an int32 as a float, which holds 24 of its bits, and also divides by 0, which TensorFlow refuses. */
export const floorDiv = correct('FloorDiv', (call, own) => {
  const { inputs, backend } = call;
  const a = required(call, 'a');
  const b = required(call, 'b');
  if (a.dtype !== 'int32') return own(inputs, backend);
  const divisors = backend.typedArrayFromHeap(b);
  if (divisors.includes(0)) throw new RangeError('integer division by zero');
  // The smallest integer divided by -1 does not fit: the module would trap.
  if (divisors.includes(-1)) return elementwise({ a, b }, backend, (left, right) => Math.floor(left / right));
  return dividedDown(a, b, backend);
});

/** Returns the truncated quotient of integers, less 1 if there is a remainder and the signs differ. */
function dividedDown(a: TensorInfo, b: TensorInfo, backend: BackendWasm): TensorInfo {
  const made: TensorInfo[] = [];
  const keep = (tensor: TensorInfo) => {
    made.push(tensor);
    return tensor;
  };
  const [zero, one] = [0, 1].map((value) => keep(filled([], 'int32', value, backend)));
  if (!zero || !one) throw new TypeError('two numbers were made');
  const quotient = keep(divide({ a, b }, backend));
  const rest = keep(subtract({ a, b: keep(multiply({ a: quotient, b }, backend)) }, backend));
  const isNegative = keep(less({ a: rest, b: zero }, backend));
  const isOther = keep(xor({ a: isNegative, b: keep(less({ a: b, b: zero }, backend)) }, backend));
  const condition = keep(and({ a: keep(notEqual({ a: rest, b: zero }, backend)), b: isOther }, backend));
  const lower = keep(subtract({ a: quotient, b: one }, backend));
  const out = select({ condition, t: lower, e: quotient }, backend);
  for (const { dataId } of made) backend.disposeData(dataId);
  return out;
}
