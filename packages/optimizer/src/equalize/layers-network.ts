import * as v from 'valibot';
import type { TfjsModel } from '../tfjs/weight.ts';
import type { Network, Part, Role } from './step.ts';

const reference = v.looseTuple([v.string()]);
const layerSchema = v.object({
  class_name: v.string(),
  config: v.looseObject({ name: v.string() }),
  inbound_nodes: v.optional(v.array(v.array(reference)), []),
});
type Layer = v.InferOutput<typeof layerSchema>;

const listOrOne = v.union([
  v.pipe(
    reference,
    v.transform((one) => [one]),
  ),
  v.array(reference),
]);
const modelConfig = v.object({
  class_name: v.string(),
  config: v.union([
    v.object({ layers: v.array(layerSchema), output_layers: v.optional(listOrOne, []) }),
    v.pipe(
      v.array(layerSchema),
      v.transform((layers) => ({ layers, output_layers: [] })),
    ),
  ]),
});
const topologySchema = v.object({ modelTopology: v.looseObject({ model_config: modelConfig }) });

const HOMOGENEOUS = new Set(['MaxPooling2D', 'AveragePooling2D', 'ZeroPadding2D', 'Dropout']);

/** Reads a Keras model as steps; one whose layers are models or are used more than once has none that can be scaled. */
export function layersNetwork({ json, groups }: TfjsModel): Network {
  const read = v.safeParse(topologySchema, json);
  if (!read.success) return { steps: [], outputs: new Set() };
  const { class_name: kind, config } = read.output.modelTopology.model_config;
  const shapes = new Map(groups.flat().map(({ name, shape }) => [name, shape]));
  const { layers } = config;
  const isSequence = kind === 'Sequential';
  const steps = layers.map((layer, at) => ({
    name: layer.config.name,
    inputs: isSequence
      ? layers.slice(Math.max(0, at - 1), at).map((previous) => previous.config.name)
      : layer.inbound_nodes.flat().map(([name]) => name),
    role: layer.inbound_nodes.length > 1 ? ({ kind: 'other' } as const) : roleOf(layer, shapes),
  }));
  const last = isSequence ? [layers.at(-1)?.config.name ?? ''] : config.output_layers.map(([name]) => name);
  return { steps, outputs: new Set(last) };
}

function roleOf({ class_name: kind, config }: Layer, shapes: ReadonlyMap<string, readonly number[]>): Role {
  const part = (weight: string, axis: number): Part | undefined => {
    const name = `${config.name}/${weight}`;
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

/** A ReLU that ends at some value, begins at another or leaks does not pass factors on, or is not looked at. */
function isPlainReLU(config: Layer['config']): boolean {
  const plain = [undefined, null, 0];
  return (
    (config['max_value'] ?? undefined) === undefined &&
    ['threshold', 'negative_slope'].every((key) => plain.some((value) => value === config[key]))
  );
}
