import type { ImagePreprocessing } from './image-preprocessing.ts';
import type { ImageSize, Raster } from './raster.ts';
import { resizePositions } from './resize-positions.ts';

/** What a result's channel takes of a pixel's red, green and blue. */
type Weights = readonly [number, number, number];

const RED: Weights = [1, 0, 0];
const GREEN: Weights = [0, 1, 0];
const BLUE: Weights = [0, 0, 1];
/** Luma of ITU-R BT.601, as JPEG, libpng and Pillow have it. */
const LUMA: Weights = [0.299, 0.587, 0.114];

const CHANNELS: Readonly<Record<ImagePreprocessing['channels'], readonly Weights[]>> = {
  rgb: [RED, GREEN, BLUE],
  bgr: [BLUE, GREEN, RED],
  gray: [LUMA],
};

/** How many values a pixel becomes. */
export function channelCount({ channels }: Pick<ImagePreprocessing, 'channels'>): number {
  return CHANNELS[channels].length;
}

/** Crops, resizes and normalises an image; `mean` and `std` are in the order of the result's channels. */
export function imageValues(
  raster: Raster,
  { width, height }: ImageSize,
  { resize, crop, channels, mean, std }: ImagePreprocessing,
): Float32Array<ArrayBuffer> {
  const from = crop === 'center' ? centreSquare(raster) : { left: 0, top: 0, ...sizeOf(raster) };
  const columns = resizePositions(resize, from.width, width);
  const rows = resizePositions(resize, from.height, height);
  const weights = CHANNELS[channels];
  const { data, samplesPerPixel } = raster;

  const means = weights.map((_, channel) => ofChannel(mean, channel));
  const deviations = weights.map((_, channel) => ofChannel(std, channel));

  const values = new Float32Array(width * height * weights.length);
  let at = 0;
  for (const row of rows) {
    const upperRow = (from.top + row.lower) * raster.width + from.left;
    const lowerRow = (from.top + row.upper) * raster.width + from.left;
    for (const column of columns) {
      const upperLeft = (upperRow + column.lower) * samplesPerPixel;
      const upperRight = (upperRow + column.upper) * samplesPerPixel;
      const lowerLeft = (lowerRow + column.lower) * samplesPerPixel;
      const lowerRight = (lowerRow + column.upper) * samplesPerPixel;
      for (let channel = 0; channel < weights.length; channel++) {
        const weight = weights[channel] ?? LUMA;
        const above = mix(weigh(data, upperLeft, weight), weigh(data, upperRight, weight), column.share);
        const below = mix(weigh(data, lowerLeft, weight), weigh(data, lowerRight, weight), column.share);
        values[at++] = (mix(above, below, row.share) - (means[channel] ?? 0)) / (deviations[channel] ?? 1);
      }
    }
  }
  return values;
}

/** What a channel takes of the pixel whose first sample stands at `first`. */
function weigh(data: Raster['data'], first: number, weight: Weights): number {
  return (
    weight[0] * (data[first] ?? 0) + weight[1] * (data[first + 1] ?? 0) + weight[2] * (data[first + 2] ?? 0)
  );
}

/** The largest square in the middle; where it cannot be exact, nearer to the top and the left. */
function centreSquare({ width, height }: ImageSize): ImageSize & { left: number; top: number } {
  const side = Math.min(width, height);
  return {
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
}

function sizeOf({ width, height }: ImageSize): ImageSize {
  return { width, height };
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function ofChannel(value: number | readonly number[], channel: number): number {
  return typeof value === 'number' ? value : (value[channel] ?? value[0] ?? 0);
}
