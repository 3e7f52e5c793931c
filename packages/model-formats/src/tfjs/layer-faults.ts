import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { LayerConfig, Shape } from './layer-config.ts';
import type { Layer } from './layers-model.ts';

/** Returns the problems of a layer, and false for each check without one. */
type Fault = (config: LayerConfig, input: Shape | undefined) => readonly (string | false)[];

const isOther = (config: LayerConfig, key: string, ...usual: unknown[]) =>
  ![undefined, null, ...usual].some((value) => isDeepStrictEqual(config[key], value)) &&
  `has ${key} other than ${String(usual[0])}`;
const isSet = (config: LayerConfig, key: string) => config[key] === true && `has ${key}`;

const groups: Fault = (config) => [isOther(config, 'groups', 1)];
const keptDimensions: Fault = (config) => [isSet(config, 'keepdims')];
const state = (config: LayerConfig) =>
  config['stateful'] === true && 'is stateful: each answer depends on the one before';
const recurrent: Fault = (config) => [state(config)];
const gated: Fault = (config) => [isSet(config, 'reset_after'), state(config)];
const spread: Fault = (config) => [
  isOther(config, 'dilation_rate', 1, [1, 1], [1, 1, 1]),
  hasOtherSize(config) && 'has output_padding',
];
const alongLast: Fault = (config, input) => [
  isOtherAxis(config['axis'], input) && 'has an axis other than the last',
];
const inputChanging: Fault = () => ['changes the shape of its own input'];

/**
 * Settings of layers that TensorFlow.js 4.22 does not support. It ignores most of them, so its answers would differ from
 * those of Python's Keras.
 */
const FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['BatchNormalization', alongLast],
  ['Softmax', alongLast],
  ['Bidirectional', (config) => [hasOtherDirection(config) && 'has another layer backward than forward']],
  ['CategoryEncoding', inputChanging],
  ['CenterCrop', inputChanging],
  [
    'Conv1D',
    (config, input) => [...groups(config, input), config['padding'] === 'causal' && 'has causal padding'],
  ],
  ['Conv2D', groups],
  ['Conv3D', groups],
  ['Conv2DTranspose', spread],
  ['Conv3DTranspose', spread],
  ['DepthwiseConv2D', (config) => [isOther(config, 'dilation_rate', 1, [1, 1])]],
  ['ELU', (config) => [isOther(config, 'alpha', 1)]],
  ['GRU', gated],
  ['GRUCell', gated],
  ['LSTM', recurrent],
  ['SimpleRNN', recurrent],
  ['RNN', recurrent],
  ['ConvLSTM2D', recurrent],
  ['LayerNormalization', (config) => [isSet(config, 'rms_scaling')]],
  ['ReLU', (config) => [isOther(config, 'negative_slope', 0), isOther(config, 'threshold', 0)]],
  ['UpSampling2D', (config) => [isOther(config, 'interpolation', 'nearest')]],
  ...[1, 2, 3].flatMap((rank): [string, Fault][] => [
    [`GlobalAveragePooling${rank}D`, keptDimensions],
    [`GlobalMaxPooling${rank}D`, keptDimensions],
  ]),
]);

/** Names the settings of a layer that TensorFlow.js does not support, for the known shapes of its inputs. */
export function layerFaults(
  { class_name: className, config, name }: Layer,
  [input]: readonly (Shape | undefined)[],
): string[] {
  const called = name ?? config['name'];
  const faults = FAULTS.get(className)?.(config, input) ?? [];
  return faults
    .filter((fault) => fault !== false)
    .map((fault) => `its ${className} '${String(called)}' ${fault}, which TensorFlow.js cannot do`);
}

/** True for an axis other than the last one; an axis from the front is compared only if the number of dimensions is known. */
function isOtherAxis(axis: unknown, input: Shape | undefined): boolean {
  if (Array.isArray(axis)) return axis.length === 1 && isOtherAxis(axis[0], input);
  if (typeof axis !== 'number' || axis === -1) return false;
  return input === undefined || axis !== input.length - 1;
}

const layerSchema = v.looseObject({
  class_name: v.string(),
  config: v.looseObject({ name: v.optional(v.unknown()), go_backwards: v.optional(v.unknown()) }),
});

function hasOtherDirection({ layer, backward_layer: other }: LayerConfig): boolean {
  const forward = v.safeParse(layerSchema, layer);
  const backward = v.safeParse(layerSchema, other);
  if (!backward.success || !forward.success) return backward.success;
  return (
    backward.output.class_name !== forward.output.class_name ||
    backward.output.config.name !== `backward_${String(forward.output.config.name)}` ||
    !isDeepStrictEqual(comparable(forward.output.config), comparable(backward.output.config))
  );
}

/** Returns a layer's configuration without its name and direction, which may differ. */
function comparable(config: LayerConfig): unknown {
  return { ...config, name: undefined, go_backwards: undefined };
}

/** True if an output padding changes the size of the output: TensorFlow.js computes the size without it. */
function hasOtherSize(config: LayerConfig): boolean {
  const padding = toList(config['output_padding']);
  const windows = toList(config['kernel_size']);
  const steps = toList(config['strides'] ?? 1);
  return padding.some((more, at) => {
    const window = windows[at] ?? windows[0] ?? 1;
    const step = steps[at] ?? steps[0] ?? 1;
    const usual =
      config['padding'] === 'same' ? step - window + 2 * Math.floor(window / 2) : Math.max(step - window, 0);
    return more !== usual;
  });
}

function toList(value: unknown): number[] {
  return [value].flat().filter((one): one is number => typeof one === 'number');
}
