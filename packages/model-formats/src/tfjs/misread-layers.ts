import type { LayerConfig } from './layer-config.ts';

const isSet = (value: unknown) => value !== undefined && value !== null && value !== 0 && value !== false;
const isSpread = (value: unknown) => [value].flat().some((one) => isSet(one) && one !== 1);

/** Settings that TensorFlow.js silently ignores, so that its answers would differ from those of Keras. */
const MISREAD: readonly {
  layers: RegExp;
  settings: readonly string[];
  matters: (value: unknown) => boolean;
}[] = [
  { layers: /^ReLU$/, settings: ['negative_slope', 'threshold'], matters: isSet },
  { layers: /^DepthwiseConv2D$/, settings: ['dilation_rate'], matters: isSpread },
  { layers: /^Conv[23]DTranspose$/, settings: ['dilation_rate'], matters: isSpread },
  { layers: /^Global(Average|Max)Pooling[12]D$/, settings: ['keepdims'], matters: isSet },
  { layers: /^(GRU|LSTM|SimpleRNN)$/, settings: ['time_major'], matters: isSet },
];

/** Names the setting of a layer that TensorFlow.js ignores; undefined if there is none. */
export function misreadLayer(className: string, config: LayerConfig): string | undefined {
  for (const { layers, settings, matters } of MISREAD) {
    const setting = layers.test(className) ? settings.find((name) => matters(config[name])) : undefined;
    if (setting !== undefined) return `layer ${className} with ${setting}`;
  }
  return undefined;
}
