import { PIXELS, SIDE } from '../mnist/digit-set.ts';

/**
 * Makes the stroke bolder or finer: blends each pixel with the brightest (`weight` > 0) or the darkest (`weight` < 0)
 * of itself and its four neighbors. At 1 the stroke is two pixels broader.
 *
 * @param image 784 floats, 0 to 1, changed in place.
 * @param scratch 784 floats, overwritten.
 * @param weight -1 to 1.
 */
export function reweighStroke({
  image,
  scratch,
  weight,
}: {
  image: Float32Array;
  scratch: Float32Array;
  weight: number;
}): void {
  const extreme = weight > 0 ? Math.max : Math.min;
  const share = Math.abs(weight);
  scratch.set(image);
  for (let place = 0; place < PIXELS; place += 1) {
    const x = place % SIDE;
    const self = scratch[place] ?? 0;
    // Pixels outside the image count as bright as its edge.
    const left = x > 0 ? (scratch[place - 1] ?? self) : self;
    const right = x < SIDE - 1 ? (scratch[place + 1] ?? self) : self;
    const above = scratch[place - SIDE] ?? self;
    const below = scratch[place + SIDE] ?? self;
    image[place] = self + share * (extreme(self, left, right, above, below) - self);
  }
}
