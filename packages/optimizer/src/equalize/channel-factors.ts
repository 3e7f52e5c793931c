import type { Weight } from '../tfjs/weight.ts';
import type { Part } from './step.ts';

/** Multiplies each channel of a weight by a factor of its own, in place. */
export function scaleChannels(
  values: Float32Array,
  { shape }: Pick<Weight, 'shape'>,
  { axis }: Part,
  factors: readonly number[],
): void {
  const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const channels = shape[axis] ?? 1;
  for (let at = 0; at < values.length; at += 1) {
    values[at] = (values[at] ?? 0) * (factors[Math.floor(at / stride) % channels] ?? 1);
  }
}

/** The largest magnitude of each channel of a weight. */
export function channelRanges(
  values: Float32Array,
  { shape }: Pick<Weight, 'shape'>,
  { axis }: Part,
): number[] {
  const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const channels = shape[axis] ?? 1;
  const ranges = Array.from({ length: channels }, () => 0);
  for (const [at, value] of values.entries()) {
    const channel = Math.floor(at / stride) % channels;
    ranges[channel] = Math.max(ranges[channel] ?? 0, Math.abs(value));
  }
  return ranges;
}
