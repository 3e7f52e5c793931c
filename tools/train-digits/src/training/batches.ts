import { CLASSES, PIXELS, type DigitSet } from '../mnist/digit-set.ts';
import { TRAINING } from './hyperparameters.ts';

const { labelSmoothing: smoothing } = TRAINING;

/** Examples in the form that the network takes. */
export interface Batch {
  count: number;
  /** Shape [count, 28, 28, 1], 0 to 1. */
  images: Float32Array;
  /** Shape [count, 10]: nearly 1 at the example's class, nearly 0 elsewhere. */
  labels: Float32Array;
}

/** Draws an image of bytes into one of floats. */
export type Draw = (image: { source: Uint8Array; target: Float32Array }) => void;

/** Splits the examples of `indices` into batches of `size`; the last one may be smaller. */
export function* batches({
  set,
  indices,
  size,
  draw,
}: {
  set: DigitSet;
  indices: Uint32Array;
  size: number;
  draw: Draw;
}): Generator<Batch> {
  for (let start = 0; start < indices.length; start += size) {
    const members = indices.subarray(start, start + size);
    const count = members.length;
    const images = new Float32Array(count * PIXELS);
    const labels = new Float32Array(count * CLASSES).fill(smoothing / CLASSES);
    for (const [place, index] of members.entries()) {
      draw({
        source: set.images.subarray(index * PIXELS, (index + 1) * PIXELS),
        target: images.subarray(place * PIXELS, (place + 1) * PIXELS),
      });
      labels[place * CLASSES + (set.labels[index] ?? 0)] = 1 - smoothing + smoothing / CLASSES;
    }
    yield { count, images, labels };
  }
}
