import * as v from 'valibot';
import { heightAndWidth } from './attributes.ts';
import { type Call, correct, required } from './backend-kernel.ts';
import { imagesShape } from './shapes.ts';

const options = v.object({ method: v.picklist(['bilinear', 'nearest']), extrapolationValue: v.number() });

/**
 * `CropAndResize.cc` copies whole rows if a box is as wide as its crop: from the left edge of the image, wherever the box
 * begins, and for `nearest` from the row before. These boxes are cropped again here. A box of a missing image gets old
 * memory, in it and in all that follow; TensorFlow refuses it.
 */
export const cropAndResize = correct('CropAndResize', (call, own) => {
  const { inputs, attrs, backend } = call;
  const image = required(call, 'image');
  const boxes = required(call, 'boxes');
  const [batch, , width] = imagesShape(image.shape);
  for (const index of backend.typedArrayFromHeap(required(call, 'boxInd')))
    if (index < 0 || index >= batch)
      throw new RangeError(`CropAndResize: there is no image ${index} of ${batch}`);

  const out = own(inputs, backend, attrs);
  const corners = backend.typedArrayFromHeap(boxes);
  const [, cropWidth] = heightAndWidth(attrs['cropSize']);
  for (let box = 0; box < corners.length / 4; box += 1) {
    const boxWidth = 1 + ((corners[box * 4 + 3] ?? 0) - (corners[box * 4 + 1] ?? 0)) * (width - 1);
    if (Math.abs(cropWidth - boxWidth) < 1e-3) crop(box, call, out);
  }
  return out;
});

/** Crops one box, in the order in which `interpolate_bilinear_impl.cc` computes. */
function crop(box: number, call: Call, out: ReturnType<typeof required>): void {
  const { attrs, backend } = call;
  const image = required(call, 'image');
  const [, height, width, channels] = imagesShape(image.shape);
  const [cropHeight, cropWidth] = heightAndWidth(attrs['cropSize']);
  const { method, extrapolationValue } = v.parse(options, attrs);
  const pixels = backend.typedArrayFromHeap(image);
  const cropped = backend.typedArrayFromHeap(out);
  const [y1 = 0, x1 = 0, y2 = 0, x2 = 0] = backend
    .typedArrayFromHeap(required(call, 'boxes'))
    .subarray(box * 4);
  const first = (backend.typedArrayFromHeap(required(call, 'boxInd'))[box] ?? 0) * height * width * channels;
  const at = (y: number, x: number, channel: number) =>
    pixels[first + (y * width + x) * channels + channel] ?? 0;
  let to = box * cropHeight * cropWidth * channels;
  for (let row = 0; row < cropHeight; row += 1) {
    const y = place(row, { from: y1, to: y2, count: cropHeight, size: height });
    for (let column = 0; column < cropWidth; column += 1) {
      const x = place(column, { from: x1, to: x2, count: cropWidth, size: width });
      const isOutside = y < 0 || y > height - 1 || x < 0 || x > width - 1;
      for (let channel = 0; channel < channels; channel += 1, to += 1) {
        if (isOutside) cropped[to] = extrapolationValue;
        else if (method === 'nearest') cropped[to] = at(Math.round(y), Math.round(x), channel);
        else {
          const [top, bottom, left, right] = [Math.floor(y), Math.ceil(y), Math.floor(x), Math.ceil(x)];
          const above =
            at(top, left, channel) + (at(top, right, channel) - at(top, left, channel)) * (x - left);
          const below =
            at(bottom, left, channel) + (at(bottom, right, channel) - at(bottom, left, channel)) * (x - left);
          cropped[to] = above + (below - above) * (y - top);
        }
      }
    }
  }
}

/** Returns the position along an image of an element of the crop. */
function place(
  index: number,
  { from, to, count, size }: { from: number; to: number; count: number; size: number },
) {
  if (count === 1) return Math.fround(0.5 * (from + to) * (size - 1));
  const step = Math.fround(Math.fround((to - from) * (size - 1)) / (count - 1));
  return Math.fround(Math.fround(from * (size - 1)) + Math.fround(index * step));
}
