import { depthHeightWidth, numbers, paddingOf } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';
import { backend_util } from '@tensorflow/tfjs-core';
import { volumesShape } from './shapes.ts';

/**
 * `conv3d_impl.h` reads the wrong part of the gradient: it skips the corner along the depth, and rounds down instead of up.
 * Here each element is added where the filter moves it.
 */
export const conv3DBackpropInput = correct('Conv3DBackpropInputV2', (call) => {
  const { attrs, backend } = call;
  const dy = required(call, 'dy');
  const filter = required(call, 'filter');
  const inShape = volumesShape(numbers(attrs['inputShape']));
  const info = backend_util.computeConv3DInfo(
    inShape,
    volumesShape(filter.shape),
    depthHeightWidth(attrs['strides']),
    1,
    paddingOf(attrs['pad']),
  );
  const out = backend.makeOutput(inShape, 'float32');
  const given = backend.typedArrayFromHeap(dy);
  const weights = backend.typedArrayFromHeap(filter);
  const result = backend.typedArrayFromHeap(out).fill(0);
  const { outDepth, outHeight, outWidth, outChannels, filterDepth, filterHeight, filterWidth, inChannels } =
    info;
  for (let from = 0; from < given.length; from += outChannels) {
    const place = from / outChannels;
    const left = (place % outWidth) * info.strideWidth - Math.max(info.padInfo.left, 0);
    const top =
      (Math.trunc(place / outWidth) % outHeight) * info.strideHeight - Math.max(info.padInfo.top, 0);
    const slice = Math.trunc(place / (outWidth * outHeight)) % outDepth;
    const front = slice * info.strideDepth - Math.max(info.padInfo.front, 0);
    const image = Math.trunc(place / (outWidth * outHeight * outDepth));
    for (let tap = 0; tap < filterDepth * filterHeight * filterWidth; tap += 1) {
      const x = left + (tap % filterWidth);
      const y = top + (Math.trunc(tap / filterWidth) % filterHeight);
      const z = front + Math.trunc(tap / (filterWidth * filterHeight));
      if (x < 0 || y < 0 || z < 0 || x >= info.inWidth || y >= info.inHeight || z >= info.inDepth) continue;
      const to = (((image * info.inDepth + z) * info.inHeight + y) * info.inWidth + x) * inChannels;
      for (let channel = 0; channel < inChannels; channel += 1) {
        const weight = (tap * inChannels + channel) * outChannels;
        let sum = 0;
        for (let at = 0; at < outChannels; at += 1)
          sum += (given[from + at] ?? 0) * (weights[weight + at] ?? 0);
        result[to + channel] = (result[to + channel] ?? 0) + sum;
      }
    }
  }
  return out;
});
