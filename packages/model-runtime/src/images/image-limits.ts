import { ImageError } from './image-error.ts';
import type { ImageSize } from './image-size.ts';

/** Bytes of an encoded image. */
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

/** Pixels of an image by its header, checked before any are decoded: four bytes each. */
export const MAX_PIXELS = 12_000_000;

/**
 * Pixels along a side, the most that a JPEG can have. Decoding takes time for each row too: two seconds for 12 million rows
 * of one pixel.
 */
const MAX_SIDE = 65_535;

/** @throws {ImageError} for an impossible size, or one that would take too much memory or time. */
export function checkSize({ width, height }: ImageSize): void {
  const isThere = width > 0 && height > 0;
  if (isThere && Math.max(width, height) <= MAX_SIDE && width * height <= MAX_PIXELS) return;
  throw new ImageError({
    expected: `an image of at most ${MAX_PIXELS / 1e6} megapixels, and ${MAX_SIDE} pixels along a side`,
    received: `an image of ${width} by ${height}`,
  });
}

/**
 * @param bytes the memory that decoding an image of this size will take.
 * @throws {ImageError} if that is more than one image may take.
 */
export function assertFits(
  { width, height }: ImageSize,
  bytes: number,
  { maxMemoryBytes }: { maxMemoryBytes: number },
): void {
  if (bytes <= maxMemoryBytes) return;
  throw new ImageError({
    expected: `an image that takes at most ${mebibytes(maxMemoryBytes)} MiB of memory to decode; send a smaller one`,
    received: `an image of ${width} by ${height} that takes ${mebibytes(bytes)}`,
  });
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
