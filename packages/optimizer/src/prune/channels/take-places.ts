import type { Weight } from '@pilotlight/model-formats/tfjs';

/** Returns a weight with only some of the positions of an axis, in the same storage. */
export function takePlaces(weight: Weight, axis: number, places: readonly number[]): Weight {
  const { shape, bytes } = weight;
  const sizeBefore = shape[axis] ?? 1;
  const outer = shape.slice(0, axis).reduce((product, size) => product * size, 1);
  // Bytes from one position to the next, for any size of an element.
  const step = bytes.length / (outer * sizeBefore);
  const taken = new Uint8Array(outer * places.length * step);
  let offset = 0;
  for (let row = 0; row < outer; row += 1) {
    for (const place of places) {
      const from = (row * sizeBefore + place) * step;
      taken.set(bytes.subarray(from, from + step), offset);
      offset += step;
    }
  }
  return { ...weight, shape: shape.with(axis, places.length), bytes: taken };
}
