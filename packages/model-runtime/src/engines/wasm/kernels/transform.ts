import * as v from 'valibot';
import { correct, required } from './backend-kernel.ts';
import { imagesShape } from './shapes.ts';

const options = v.object({
  interpolation: v.picklist(['nearest', 'bilinear']),
  fillMode: v.string(),
  fillValue: v.number(),
  outputShape: v.optional(v.tuple([v.number(), v.number()])),
});

/**
 * `Transform.cc` compares with a negative size as an unsigned number, so `reflect` mirrors places before the image to
 * another place. The module runs the other fill modes.
 */
export const transform = correct('Transform', (call, own) => {
  const { inputs, attrs, backend } = call;
  const { interpolation, fillMode, fillValue, outputShape } = v.parse(options, attrs);
  if (fillMode !== 'reflect') return own(inputs, backend, attrs);
  const image = required(call, 'image');
  const transforms = required(call, 'transforms');
  const [batch, height, width, channels] = imagesShape(image.shape);
  const [outHeight, outWidth] = outputShape ?? [height, width];
  const out = backend.makeOutput([batch, outHeight, outWidth, channels], image.dtype);
  const pixels = backend.typedArrayFromHeap(image);
  const projections = backend.typedArrayFromHeap(transforms);
  const result = backend.typedArrayFromHeap(out);
  const isShared = transforms.shape[0] === 1;
  for (let index = 0; index < batch * outHeight * outWidth; index += 1) {
    const column = index % outWidth;
    const row = Math.trunc(index / outWidth) % outHeight;
    const one = Math.trunc(index / (outWidth * outHeight));
    const [a0 = 0, a1 = 0, a2 = 0, b0 = 0, b1 = 0, b2 = 0, c0 = 0, c1 = 0] = projections.subarray(
      isShared ? 0 : one * 8,
    );
    const depth = c0 * column + c1 * row + 1;
    const x = reflected((a0 * column + a1 * row + a2) / depth, width);
    const y = reflected((b0 * column + b1 * row + b2) / depth, height);
    const at = (atY: number, atX: number, channel: number) =>
      atY < height && atX < width
        ? (pixels[((one * height + atY) * width + atX) * channels + channel] ?? 0)
        : fillValue;
    for (let channel = 0; channel < channels; channel += 1) {
      const to = index * channels + channel;
      if (depth === 0) result[to] = fillValue;
      else if (interpolation === 'nearest') result[to] = at(Math.round(y), Math.round(x), channel);
      else {
        const [top, left] = [Math.floor(y), Math.floor(x)];
        const above = (left + 1 - x) * at(top, left, channel) + (x - left) * at(top, left + 1, channel);
        const below =
          (left + 1 - x) * at(top + 1, left, channel) + (x - left) * at(top + 1, left + 1, channel);
        result[to] = (top + 1 - y) * above + (y - top) * below;
      }
    }
  }
  return out;
});

/** Mirrors a place outside an image at its edges, `[dcba|abcd|dcba]`, as TensorFlow does. */
function reflected(given: number, size: number): number {
  const period = 2 * size;
  let place = given;
  if (size <= 1) return 0;
  if (place < 0) {
    if (place < period) place = period * Math.trunc(-place / period) + place;
    place = place < -size ? place + period : -place - 1;
  } else if (place > size - 1) {
    place -= period * Math.trunc(place / period);
    if (place >= size) place = period - place - 1;
  }
  return Math.max(0, Math.min(place, size - 1));
}
