import type { ImagePreprocessing } from './image-preprocessing.ts';
import type { ImageSize } from './image-size.ts';
import { resizePositions, type SourcePosition } from './resize-positions.ts';

/** The sources of a result's rows and columns in the displayed image. */
export interface Sampling {
  rows: readonly SourcePosition[];
  columns: readonly SourcePosition[];
}

/** Returns where to read an image of one size to make one of another, with the input's crop and resize. */
export function sampling(
  size: ImageSize,
  { width, height }: ImageSize,
  { resize, crop }: Pick<ImagePreprocessing, 'resize' | 'crop'>,
): Sampling {
  const from = crop === 'center' ? centerSquare(size) : { left: 0, top: 0, ...size };
  return {
    rows: moved(resizePositions(resize, from.height, height), from.top),
    columns: moved(resizePositions(resize, from.width, width), from.left),
  };
}

function moved(positions: readonly SourcePosition[], by: number): SourcePosition[] {
  return positions.map(({ lower, upper, share }) => ({ lower: lower + by, upper: upper + by, share }));
}

/** The largest square in the middle; if it cannot be exact, nearer to the top and the left. */
function centerSquare({ width, height }: ImageSize): ImageSize & { left: number; top: number } {
  const side = Math.min(width, height);
  return {
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
}
