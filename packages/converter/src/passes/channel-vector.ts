import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant } from '../graph/constant.ts';

/**
 * Returns a constant as one number for each channel of a tensor of the given shape. The last dimension must be the channels, and
 * no other dimension may become larger; otherwise undefined.
 */
export function channelVector(
  constant: Constant | undefined,
  shape: readonly number[] | undefined,
): Float32Array | undefined {
  const channels = shape?.at(-1);
  if (!constant || !shape || channels === undefined || channels < 1) return undefined;
  const { data, shape: own } = constant;
  if (!(data instanceof Float32Array) || own.length > shape.length) return undefined;
  const count = elementCount(own);
  if (count === 1) return new Float32Array(channels).fill(data[0] ?? 0);
  return own.at(-1) === channels && count === channels ? data : undefined;
}
