import type { PngHeader } from './png-chunks.ts';

/** A grid of the image's pixels that is stored as a separate image. */
export interface PngPass {
  left: number;
  top: number;
  stepX: number;
  stepY: number;
  width: number;
  height: number;
}

const WHOLE = [[0, 0, 1, 1]] as const;

/** Adam7: left, top, and the steps to the next pixel. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Returns the passes of a PNG's pixels: one, or seven without the empty ones if it is interlaced. */
export function pngPasses({ width, height, interlaced }: PngHeader): PngPass[] {
  return (interlaced ? ADAM7 : WHOLE)
    .map(([left, top, stepX, stepY]) => ({
      left,
      top,
      stepX,
      stepY,
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}
