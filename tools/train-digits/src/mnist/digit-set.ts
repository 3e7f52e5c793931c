import { type IdxArray, InvalidIdxError } from '@pilotlight/optimizer/idx';

/** The side of an image, in pixels. */
export const SIDE = 28;

/** The number of pixels of an image. */
export const PIXELS = SIDE * SIDE;

/** The number of classes. */
export const CLASSES = 10;

/** Images of digits, and their classes. */
export interface DigitSet {
  /** Shape [count, 28, 28]; 0 is the black background, 255 the white stroke. */
  images: Uint8Array;
  /** Shape [count], each 0 to 9. */
  labels: Uint8Array;
  count: number;
}

/**
 * Combines images and labels.
 *
 * @throws {InvalidIdxError} if they do not match, or are not images of digits.
 */
export function toDigitSet({ images, labels }: { images: IdxArray; labels: IdxArray }): DigitSet {
  const [count = 0, height, width] = images.shape;
  if (height !== SIDE || width !== SIDE) {
    throw new InvalidIdxError(`Images must be ${SIDE} x ${SIDE}; these are ${height} x ${width}.`);
  }
  if (labels.shape[0] !== count) {
    throw new InvalidIdxError(
      `There are ${count} images and ${labels.shape[0]} labels; each image needs one.`,
    );
  }
  const strange = labels.data.find((label) => label >= CLASSES);
  if (strange !== undefined) {
    throw new InvalidIdxError(`Labels must be 0 to ${CLASSES - 1}; one of these is ${strange}.`);
  }
  return { images: images.data, labels: labels.data, count };
}
