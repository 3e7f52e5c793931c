import type { Weight } from '@pilotlight/model-formats/tfjs';

/** Factors of the channels of a weight, for each axis that has factors. */
export type Factors = ReadonlyMap<number, readonly number[]>;

/** Returns the values of a weight, each multiplied by the factors of its channels. */
export function scaleChannels(
  values: Float32Array<ArrayBuffer>,
  { shape }: Pick<Weight, 'shape'>,
  factors: Factors,
): Float32Array<ArrayBuffer> {
  const factorAt = product(shape, factors);
  return values.map((value, at) => value * factorAt(at));
}

/** Returns the largest magnitude of each channel of a weight, along an axis, after multiplication by factors. */
export function channelRanges(
  values: Float32Array,
  { shape }: Pick<Weight, 'shape'>,
  { axis, factors }: { axis: number; factors: Factors },
): number[] {
  const factorAt = product(shape, factors);
  const stride = strideOf(shape, axis);
  const channels = shape[axis] ?? 1;
  const ranges = Array.from({ length: channels }, () => 0);
  for (let at = 0; at < values.length; at += 1) {
    const channel = Math.floor(at / stride) % channels;
    ranges[channel] = Math.max(ranges[channel] ?? 0, Math.abs((values[at] ?? 0) * factorAt(at)));
  }
  return ranges;
}

function product(shape: readonly number[], factors: Factors): (at: number) => number {
  const axes = [...factors].map(([axis, each]) => ({
    stride: strideOf(shape, axis),
    channels: shape[axis] ?? 1,
    each,
  }));
  return (at) => {
    let factor = 1;
    for (const { stride, channels, each } of axes) factor *= each[Math.floor(at / stride) % channels] ?? 1;
    return factor;
  };
}

function strideOf(shape: readonly number[], axis: number): number {
  return shape.slice(axis + 1).reduce((size, side) => size * side, 1);
}
