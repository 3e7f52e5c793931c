import { backend_util } from '@tensorflow/tfjs-core';
import { heightAndWidth, paddingOf } from './attributes.ts';
import { correct, required } from './backend-kernel.ts';
import { imagesShape } from './shapes.ts';

/** `dilation2d_impl.h` starts with the smallest positive number, which no negative one exceeds. */
export const dilation2D = correct('Dilation2D', (call, own) => {
  const { inputs, attrs, backend } = call;
  const x = required(call, 'x');
  const filter = required(call, 'filter');
  if (x.dtype !== 'float32') return own(inputs, backend, attrs);
  const [batch, height, width, channels] = imagesShape(x.shape);
  const [filterHeight = 0, filterWidth = 0] = filter.shape;
  const info = backend_util.computeDilation2DInfo(
    [batch, height, width, channels],
    [filterHeight, filterWidth, channels],
    heightAndWidth(attrs['strides']),
    paddingOf(attrs['pad']),
    'NHWC',
    heightAndWidth(attrs['dilations']),
  );
  const out = backend.makeOutput(info.outShape, x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const added = backend.typedArrayFromHeap(filter);
  const most = backend.typedArrayFromHeap(out);
  for (let index = 0; index < most.length; index += 1) {
    const channel = index % channels;
    const column = Math.trunc(index / channels) % info.outWidth;
    const row = Math.trunc(index / (channels * info.outWidth)) % info.outHeight;
    const image = Math.trunc(index / (channels * info.outWidth * info.outHeight));
    let best = -Infinity;
    for (let tap = 0; tap < filterHeight * filterWidth; tap += 1) {
      const y =
        row * info.strideHeight - info.padInfo.top + Math.trunc(tap / filterWidth) * info.dilationHeight;
      const at = column * info.strideWidth - info.padInfo.left + (tap % filterWidth) * info.dilationWidth;
      if (y < 0 || y >= height || at < 0 || at >= width) continue;
      const value = values[((image * height + y) * width + at) * channels + channel] ?? 0;
      best = Math.max(best, Math.fround(value + (added[tap * channels + channel] ?? 0)));
    }
    most[index] = best;
  }
  return out;
});
