import { depthHeightWidth, paddingOf } from './attributes.ts';
import { backendKernel, correct, required } from './backend-kernel.ts';
import { volumesShape } from './shapes.ts';

const maxPool = backendKernel('MaxPool');

/**
 * `MaxPool3D.cc` starts with the smallest positive number, which no negative one exceeds. The maximum of a volume is the
 * maximum of the maxima of its slices, which XNNPACK computes.
 */
export const maxPool3D = correct('MaxPool3D', (call) => {
  const { attrs, backend } = call;
  const x = required(call, 'x');
  const [batch, depth, height, width, channels] = volumesShape(x.shape);
  const [filterDepth, filterHeight, filterWidth] = depthHeightWidth(attrs['filterSize']);
  const [strideDepth, strideHeight, strideWidth] = depthHeightWidth(attrs['strides']);
  const { dimRoundingMode = 'floor' } = attrs;
  const pad = paddingOf(attrs['pad']);
  if (typeof pad === 'number' && pad !== 0) throw new RangeError(`MaxPool3D with a padding of ${pad}`);
  const slices = maxPool({ x: { ...x, shape: [batch * depth, height, width, channels] } }, backend, {
    filterSize: [filterHeight, filterWidth],
    strides: [strideHeight, strideWidth],
    pad,
    dimRoundingMode,
  });
  const [, outHeight = 0, outWidth = 0] = slices.shape;
  const columns = { ...slices, shape: [batch, depth, outHeight * outWidth, channels] };
  const out = maxPool({ x: columns }, backend, {
    filterSize: [filterDepth, 1],
    strides: [strideDepth, 1],
    pad,
    dimRoundingMode,
  });
  backend.disposeData(slices.dataId);
  const [, outDepth = 0] = out.shape;
  return { ...out, shape: [batch, outDepth, outHeight, outWidth, channels] };
});
