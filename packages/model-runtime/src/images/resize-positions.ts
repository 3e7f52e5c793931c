/** The source of a row or column of the result: between two of the image's, or exactly one. */
export interface SourcePosition {
  lower: number;
  upper: number;
  /** Fraction of the way from the lower one to the upper one, 0 to 1. */
  share: number;
}

const { fround } = Math;

/**
 * Returns the source of each of `count` rows or columns among `length`, as in `tf.image.resize`: pixels are squares with
 * their centers at half-pixels, and nothing is averaged (no antialiasing). Positions are rounded to float32 as TensorFlow
 * rounds them: in a wide photograph the difference shows.
 */
export function resizePositions(
  method: 'bilinear' | 'nearest',
  length: number,
  count: number,
): SourcePosition[] {
  const scale = fround(length / count);
  const last = length - 1;
  return Array.from({ length: count }, (_, index) => {
    const center = fround(fround(index + 0.5) * scale);
    if (method === 'nearest') {
      const nearest = Math.min(Math.floor(center), last);
      return { lower: nearest, upper: nearest, share: 0 };
    }
    const place = fround(center - 0.5);
    const below = Math.floor(place);
    return {
      lower: Math.max(below, 0),
      upper: Math.min(Math.ceil(place), last),
      share: fround(place - below),
    };
  });
}
