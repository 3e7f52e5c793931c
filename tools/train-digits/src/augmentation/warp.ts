import type { Affine } from './random-affine.ts';
import { PIXELS, SIDE } from '../mnist/digit-set.ts';

const center = (SIDE - 1) / 2;

/**
 * Draws `source` through an affine map into `target`, with bilinear interpolation between pixels; everything outside
 * the source is black.
 *
 * @param source 784 bytes, 0 to 255.
 * @param target 784 floats, 0 to 1.
 */
export function warp({
  source,
  affine,
  target,
}: {
  source: Uint8Array;
  affine: Affine;
  target: Float32Array;
}): void {
  const { a, b, c, d } = affine;
  for (let place = 0; place < PIXELS; place += 1) {
    const x = (place % SIDE) - center;
    const y = Math.floor(place / SIDE) - center;
    const sourceX = a * x + b * y + affine.shiftX + center;
    const sourceY = c * x + d * y + affine.shiftY + center;
    const left = Math.floor(sourceX);
    const top = Math.floor(sourceY);
    const right = sourceX - left;
    const below = sourceY - top;
    const upper = pixel(source, left, top) * (1 - right) + pixel(source, left + 1, top) * right;
    const lower = pixel(source, left, top + 1) * (1 - right) + pixel(source, left + 1, top + 1) * right;
    target[place] = (upper * (1 - below) + lower * below) / 255;
  }
}

function pixel(source: Uint8Array, x: number, y: number): number {
  return x < 0 || x >= SIDE ? 0 : (source[y * SIDE + x] ?? 0);
}
