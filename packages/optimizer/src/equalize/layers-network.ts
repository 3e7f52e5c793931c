import {
  endsNamed,
  type Layer,
  type LayerUse,
  layersOf,
  nameOf,
  topologySchema,
  usesOf,
} from '@pilotlight/model-formats/tfjs';
import * as v from 'valibot';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import type { Network, Part, Role } from './step.ts';

/** Keras writes the model together with its training configuration; TensorFlow.js writes the model alone. */
const byKeras = v.object({ model_config: v.unknown() });

const NOTHING: Network = { steps: [], outputs: new Set() };

const HOMOGENEOUS = new Set(['MaxPooling2D', 'AveragePooling2D', 'ZeroPadding2D', 'Dropout']);

/**
 * Reads a Keras model as steps; a model with nested models or layers that are used more than once has none that can be
 * scaled.
 */
export function layersNetwork({ json, groups }: TfjsModel): Network {
  const written = json['modelTopology'];
  const read = v.safeParse(topologySchema, written);
  if (!read.success || !v.is(byKeras, written)) return NOTHING;
  const layers: { layer: Layer; name: string; uses: LayerUse[] }[] = [];
  for (const layer of layersOf(read.output)) {
    const uses = usesOf(layer);
    // The inputs of all layers must be known.
    if (!uses) return NOTHING;
    layers.push({ layer, name: nameOf(layer), uses });
  }
  const shapes = new Map(groups.flat().map(({ name, shape }) => [name, shape]));
  const isSequence = read.output.class_name === 'Sequential';
  const steps = layers.map(({ layer, name, uses }, at) => ({
    name,
    inputs: isSequence
      ? layers.slice(Math.max(0, at - 1), at).map((previous) => previous.name)
      : uses.flat().map(([source]) => source),
    role: uses.length > 1 ? ({ kind: 'other' } as const) : roleOf(layer, shapes),
  }));
  const last = isSequence
    ? layers.slice(-1).map(({ name }) => name)
    : endsNamed(read.output, 'output_layers').map(([name]) => name);
  return { steps, outputs: new Set(last) };
}

function roleOf(layer: Layer, shapes: ReadonlyMap<string, readonly number[]>): Role {
  const { class_name: kind, config } = layer;
  const part = (weight: string, axis: number): Part | undefined => {
    const name = `${nameOf(layer)}/${weight}`;
    return shapes.has(name) ? { weight: name, axis } : undefined;
  };
  const kernel = (weight: string, into: number, out: number): Role => {
    const [incoming, outgoing] = [part(weight, into), part(weight, out)];
    if (!incoming || !outgoing || config['data_format'] === 'channels_first') return { kind: 'other' };
    return {
      kind: 'kernel',
      into: incoming,
      out: outgoing,
      bias: part('bias', 0),
      activation: activation(config),
    };
  };
  switch (kind) {
    case 'Conv2D':
      return kernel('kernel', 2, 3);
    case 'Dense':
      return kernel('kernel', 0, 1);
    case 'DepthwiseConv2D':
      return config['depth_multiplier'] === 1 ? kernel('depthwise_kernel', 2, 2) : { kind: 'other' };
    case 'BatchNormalization': {
      const scale = part('gamma', 0);
      const axis = [config['axis']].flat()[0];
      return scale && (axis === 3 || axis === -1)
        ? { kind: 'scale', scale, shift: part('moving_mean', 0), offset: part('beta', 0) }
        : { kind: 'other' };
    }
    case 'Activation':
      return config['activation'] === 'relu' ? { kind: 'homogeneous' } : { kind: 'other' };
    case 'ReLU':
      return isPlainReLU(config) ? { kind: 'homogeneous' } : { kind: 'other' };
    default:
      return HOMOGENEOUS.has(kind) ? { kind: 'homogeneous' } : { kind: 'other' };
  }
}

function activation(config: Layer['config']): 'none' | 'relu' | 'other' {
  const name = config['activation'] ?? 'linear';
  return name === 'linear' ? 'none' : name === 'relu' ? 'relu' : 'other';
}

/** A ReLU with an upper limit, a threshold or a slope does not pass factors on, or is not supported. */
function isPlainReLU(config: Layer['config']): boolean {
  const plain = [undefined, null, 0];
  return (
    (config['max_value'] ?? undefined) === undefined &&
    ['threshold', 'negative_slope'].every((key) => plain.some((value) => value === config[key]))
  );
}
