import { backend_util } from '@tensorflow/tfjs-core';
import { heightAndWidth, paddingOf } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';
import { imagesShape } from './shapes.ts';

/**
 * `MaxPoolWithArgmax.cc` starts with the smallest positive number, which no negative one exceeds, and finds the last of
 * equal values; TensorFlow finds the first.
 */
export const maxPoolWithArgmax = correct('MaxPoolWithArgmax', (call) => {
  const { attrs, backend } = call;
  const x = required(call, 'x');
  const [batch, height, width, channels] = imagesShape(x.shape);
  const info = backend_util.computePool2DInfo(
    [batch, height, width, channels],
    heightAndWidth(attrs['filterSize']),
    heightAndWidth(attrs['strides']),
    1,
    paddingOf(attrs['pad']),
  );
  const pooled = backend.makeOutput(info.outShape, x.dtype);
  const indexes = backend.makeOutput(info.outShape, 'int32');
  const values = backend.typedArrayFromHeap(x);
  const most = backend.typedArrayFromHeap(pooled);
  const where = backend.typedArrayFromHeap(indexes);
  const perImage = height * width * channels;
  for (let index = 0; index < most.length; index += 1) {
    const channel = index % channels;
    const column = Math.trunc(index / channels) % info.outWidth;
    const row = Math.trunc(index / (channels * info.outWidth)) % info.outHeight;
    const image = Math.trunc(index / (channels * info.outWidth * info.outHeight));
    const top = row * info.strideHeight - info.padInfo.top;
    const left = column * info.strideWidth - info.padInfo.left;
    let best = -1;
    for (let y = Math.max(top, 0); y < Math.min(top + info.filterHeight, height); y += 1) {
      for (let at = Math.max(left, 0); at < Math.min(left + info.filterWidth, width); at += 1) {
        const place = image * perImage + (y * width + at) * channels + channel;
        if (best === -1 || (values[place] ?? 0) > (values[best] ?? 0)) best = place;
      }
    }
    most[index] = values[best] ?? 0;
    where[index] = attrs['includeBatchInIndex'] ? best : best % perImage;
  }
  return [pooled, indexes];
});
