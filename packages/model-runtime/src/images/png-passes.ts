import type { PngHeader } from './png-chunks.ts';

/** A grid of the image's pixels that is stored as an image of its own. */
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

/** The passes that a PNG stores its pixels in: one, or seven where it is interlaced, without those that are empty. */
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
