import { backendKernel, correct, required } from './backend-kernel.ts';
import { arithmeticKernel } from './xnnpack-rank.ts';

const negate = backendKernel('Neg');
const step = backendKernel('Step');
const subtract = arithmeticKernel('Sub');

/** `Sign.cc` returns 0 for numbers closer to 0 than 1.2e-7, and for NaN. The difference of two steps does not. */
export const sign = correct('Sign', (call, own) => {
  const { inputs, backend } = call;
  const x = required(call, 'x');
  if (x.dtype !== 'float32') return own(inputs, backend);
  const negative = negate({ x }, backend);
  const up = step({ x }, backend, { alpha: 0 });
  const down = step({ x: negative }, backend, { alpha: 0 });
  const out = subtract({ a: up, b: down }, backend);
  for (const { dataId } of [negative, up, down]) backend.disposeData(dataId);
  return out;
});
