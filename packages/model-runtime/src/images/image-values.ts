import type { ImagePreprocessing } from './image-preprocessing.ts';
import type { Raster } from './raster.ts';

/** The weights of a pixel's red, green and blue in a channel of the result. */
type Weights = readonly [number, number, number];

const RED: Weights = [1, 0, 0];
const GREEN: Weights = [0, 1, 0];
const BLUE: Weights = [0, 0, 1];
/** Luma of ITU-R BT.601, as in JPEG, libpng and Pillow. */
const LUMA: Weights = [0.299, 0.587, 0.114];

const CHANNELS: Readonly<Record<ImagePreprocessing['channels'], readonly Weights[]>> = {
  rgb: [RED, GREEN, BLUE],
  bgr: [BLUE, GREEN, RED],
  gray: [LUMA],
};

/** Number of values for a pixel. */
export function channelCount({ channels }: Pick<ImagePreprocessing, 'channels'>): number {
  return CHANNELS[channels].length;
}

/** Resizes and normalizes an image; `mean` and `std` are in the order of the result's channels. */
export function imageValues(
  raster: Raster,
  { channels, mean, std }: ImagePreprocessing,
): Float32Array<ArrayBuffer> {
  const weights = CHANNELS[channels];
  const { data } = raster;
  const { rows, columns } = raster.sampling;

  const means = weights.map((_, channel) => ofChannel(mean, channel));
  const deviations = weights.map((_, channel) => ofChannel(std, channel));

  const offsets = columns.map(({ lower, upper, share }) => ({
    left: raster.columnOffset(lower),
    right: raster.columnOffset(upper),
    share,
  }));
  const values = new Float32Array(columns.length * rows.length * weights.length);
  let at = 0;
  for (const row of rows) {
    const upperRow = raster.rowOffset(row.lower);
    const lowerRow = raster.rowOffset(row.upper);
    for (const { left, right, share } of offsets) {
      for (let channel = 0; channel < weights.length; channel++) {
        const weight = weights[channel] ?? LUMA;
        const above = mix(weigh(data, upperRow + left, weight), weigh(data, upperRow + right, weight), share);
        const below = mix(weigh(data, lowerRow + left, weight), weigh(data, lowerRow + right, weight), share);
        values[at++] = (mix(above, below, row.share) - (means[channel] ?? 0)) / (deviations[channel] ?? 1);
      }
    }
  }
  return values;
}

/** The value of a channel for the pixel with its first sample at `first`. */
function weigh(data: Raster['data'], first: number, weight: Weights): number {
  return (
    weight[0] * (data[first] ?? 0) + weight[1] * (data[first + 1] ?? 0) + weight[2] * (data[first + 2] ?? 0)
  );
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function ofChannel(value: number | readonly number[], channel: number): number {
  return typeof value === 'number' ? value : (value[channel] ?? value[0] ?? 0);
}
