import { backendKernel, correct, required } from './backend-kernel.ts';

const isNaN = backendKernel('IsNan');
const select = backendKernel('Select');

/** `Maximum.cc` compares, so it returns the left value if the right one is NaN. */
export const maximum = withNaN('Maximum');
/** `Minimum.cc` does the same. */
export const minimum = withNaN('Minimum');

/** Computes both ways round, and returns the second result if it is NaN. */
function withNaN(kernelName: 'Maximum' | 'Minimum') {
  return correct(kernelName, (call, own) => {
    const { inputs, backend } = call;
    const a = required(call, 'a');
    const b = required(call, 'b');
    const first = own(inputs, backend);
    if (a.dtype !== 'float32' || first.shape.includes(0)) return first;
    const second = own({ a: b, b: a }, backend);
    const condition = isNaN({ x: second }, backend);
    const out = select({ condition, t: second, e: first }, backend);
    for (const { dataId } of [first, second, condition]) backend.disposeData(dataId);
    return out;
  });
}
