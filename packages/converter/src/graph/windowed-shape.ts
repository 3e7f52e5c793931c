import type { Attributes } from './attribute.ts';
import type { Value } from './graph-node.ts';
import { intsAttribute, stringAttribute } from './read-attribute.ts';

/** Returns the shape of the output of a convolution or a pool, channels last. */
export function windowedShape(
  op: string,
  [x, filter]: readonly Value[],
  node: { attributes: Attributes },
): readonly number[] | undefined {
  const format = stringAttribute(node, 'data_format') ?? 'NHWC';
  if (!x?.shape || !format.endsWith('C')) return undefined;
  const strides = intsAttribute(node, 'strides');
  const dilations = intsAttribute(node, 'dilations');
  const explicit = intsAttribute(node, 'explicit_paddings');
  const padding = stringAttribute(node, 'padding');
  const window = /Pool/.test(op) ? intsAttribute(node, 'ksize') : [1, ...(filter?.shape ?? [])];
  const channelsIn = x.shape.at(-1) ?? -1;
  const [inPlace = -1, multiplier = -1] = filter?.shape?.slice(-2) ?? [];
  const channels = /Pool/.test(op)
    ? channelsIn
    : op === 'DepthwiseConv2dNative'
      ? inPlace * multiplier
      : multiplier;
  const spatial = x.shape.slice(1, -1).map((size, at) => {
    const stride = strides[at + 1] ?? 1;
    if (size === -1) return -1;
    if (padding === 'SAME') return Math.ceil(size / stride);
    const reach = ((window[at + 1] ?? 1) - 1) * (dilations[at + 1] ?? 1) + 1;
    const pads =
      padding === 'EXPLICIT' ? (explicit[2 * (at + 1)] ?? 0) + (explicit[2 * (at + 1) + 1] ?? 0) : 0;
    return Math.ceil((size + pads - reach + 1) / stride);
  });
  return [x.shape[0] ?? -1, ...spatial, channels];
}
