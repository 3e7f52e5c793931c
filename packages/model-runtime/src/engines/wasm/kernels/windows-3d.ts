import { depthHeightWidth } from './attributes.ts';
import { backendKernel, type Call, correct, required } from './backend-kernel.ts';

const slice = backendKernel('Slice');

/**
 * `get3DPadAndOutInfo` of TensorFlow.js, which `Conv3D.ts` and `AvgPool3D.ts` call, computes a negative padding if a step is
 * longer than the window, and so starts inside the tensor. Here everything beyond the last window is cut off first, so that
 * there is nothing to pad.
 */
export const windows3D = [
  cropped('Conv3D', (call) => required(call, 'filter').shape),
  cropped('AvgPool3D', ({ attrs }) => depthHeightWidth(attrs['filterSize'])),
];

function cropped(kernelName: string, windowOf: (call: Call) => readonly number[]) {
  return correct(kernelName, (call, own) => {
    const { inputs, attrs, backend } = call;
    if (attrs['pad'] !== 'same') return own(inputs, backend, attrs);
    const x = required(call, 'x');
    const window = windowOf(call);
    const strides = depthHeightWidth(attrs['strides']);
    const size = x.shape.map((whole, axis) => {
      const stride = strides[axis - 1];
      const needed = (Math.ceil(whole / (stride ?? 1)) - 1) * (stride ?? 1) + (window[axis - 1] ?? 1);
      return stride === undefined ? whole : Math.min(whole, needed);
    });
    if (size.join() === x.shape.join()) return own(inputs, backend, attrs);
    const kept = slice({ x }, backend, { begin: size.map(() => 0), size });
    const out = own({ ...inputs, x: kept }, backend, attrs);
    backend.disposeData(kept.dataId);
    return out;
  });
}
