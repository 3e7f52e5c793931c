import { type IdxArray, InvalidIdxError } from '@pilotlight/optimizer/idx';

/** The side of an image, in pixels. */
export const SIDE = 28;

/** The number of pixels of an image. */
export const PIXELS = SIDE * SIDE;

/** The number of classes. */
export const CLASSES = 10;

/** Images of digits and what they show. */
export interface DigitSet {
  /** Shape [count, 28, 28], 0 is the black ground and 255 the white of the stroke. */
  images: Uint8Array;
  /** Shape [count], each 0 to 9. */
  labels: Uint8Array;
  count: number;
}

/**
 * Puts images and labels together.
 *
 * @throws {InvalidIdxError} when they do not fit each other, or are not images of digits.
 */
export function toDigitSet({ images, labels }: { images: IdxArray; labels: IdxArray }): DigitSet {
  const [count = 0, height, width] = images.shape;
  if (height !== SIDE || width !== SIDE) {
    throw new InvalidIdxError(`Images are ${SIDE} x ${SIDE}; these are ${height} x ${width}.`);
  }
  if (labels.shape[0] !== count) {
    throw new InvalidIdxError(`There are ${count} images and ${labels.shape[0]} labels; each image has one.`);
  }
  const strange = labels.data.find((label) => label >= CLASSES);
  if (strange !== undefined) {
    throw new InvalidIdxError(`Labels are 0 to ${CLASSES - 1}; one of these is ${strange}.`);
  }
  return { images: images.data, labels: labels.data, count };
}
