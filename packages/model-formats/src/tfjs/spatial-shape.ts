import { isChannelsFirst, type LayerConfig, type Shape, toNumbers } from './layer-config.ts';

/** Returns the shape after a window slides over the spatial dimensions; the channels become `channels`. */
export function slideWindow(
  config: LayerConfig,
  input: Shape,
  { window, strides = window, channels }: { window: string; strides?: string; channels?: number },
): Shape {
  const rank = input.length - 2;
  const windows = toNumbers(config[window], rank);
  const steps = toNumbers(
    config[strides] ?? (strides === 'strides' && window === 'pool_size' ? config[window] : 1),
    rank,
  );
  const dilations = toNumbers(config['dilation_rate'] ?? 1, rank);
  return mapSpatial(config, input, channels, (size, at) => {
    const step = steps[at] ?? 1;
    const width = ((windows[at] ?? 1) - 1) * (dilations[at] ?? 1) + 1;
    const places =
      config['padding'] === 'same' ? size : config['padding'] === 'causal' ? size : size - width + 1;
    return Math.ceil(places / step);
  });
}

/** Returns the shape of the reverse: each position becomes a window of the output. */
export function spreadWindow(config: LayerConfig, input: Shape, channels: number): Shape {
  const rank = input.length - 2;
  const windows = toNumbers(config['kernel_size'], rank);
  const steps = toNumbers(config['strides'] ?? 1, rank);
  return mapSpatial(config, input, channels, (size, at) => {
    const step = steps[at] ?? 1;
    return config['padding'] === 'same' ? size * step : size * step + Math.max((windows[at] ?? 1) - step, 0);
  });
}

/** Changes each known spatial dimension, and the channels if they are given. */
export function mapSpatial(
  config: LayerConfig,
  input: Shape,
  channels: number | undefined,
  change: (size: number, at: number) => number,
): Shape {
  const first = isChannelsFirst(config);
  const channelsAt = first ? 1 : input.length - 1;
  const firstSpatial = first ? 2 : 1;
  return input.map((size, at) => {
    if (at === channelsAt) return channels ?? size;
    return at === 0 || size === -1 ? size : Math.max(0, change(size, at - firstSpatial));
  });
}
