import { layerShape, toShape } from '@pilotlight/model-formats/tfjs';
import { OptimizerError } from '../../optimizer-error.ts';
import type { TfjsModel } from '../../tfjs/tfjs-model.ts';
import { type ChannelSets, createChannelSets } from './channel-sets.ts';
import { type LayerNode, layerNodes } from './layer-nodes.ts';
import { LAYER_RULES } from './layer-rules.ts';
import type { Rule } from './rule.ts';
import type { Passage, Stream } from './stream.ts';

/** More channels than a real layer without a rule has. */
const MOST_CHANNELS = 2 ** 16;
/** More positions than all layers of a real model have. */
const MOST_PLACES = 2 ** 22;

/** A layer that is left as it is. */
export interface LeftLayer {
  layer: string;
  why: string;
}

/** The channels of a whole model. */
export interface ChannelTrace {
  sets: ChannelSets;
  /** Passages by the names of the layers that channels were followed through. */
  passages: ReadonlyMap<string, Passage>;
  /** Layers with weights that channels were not followed through. */
  left: readonly LeftLayer[];
}

/**
 * Follows the channels of a layers model from layer to layer. Channels without certain knowledge are kept: inputs and
 * outputs of the model, and those in and out of a layer that is used more than once or has no rule.
 *
 * @throws {OptimizerError} if its layers cannot be read or are too many, or its weights are not numbers.
 */
export function traceChannels(model: TfjsModel): ChannelTrace {
  const weights = new Map(model.groups.flat().map((weight) => [weight.name, weight]));
  const { nodes, outputs } = layerNodes(model);
  const sets = createChannelSets();
  const streams = new Map<string, Stream>();
  const passages = new Map<string, Passage>();
  const left: LeftLayer[] = [];
  let places = 0;

  for (const node of nodes) {
    const { name, layer, sources } = node;
    // The second output of a layer is not a channel: it is the state of a recurrent layer.
    const inputs = sources.map((source) => (source.tensor === 0 ? streams.get(source.name) : undefined));
    const shape = shapeOf(node, inputs);
    const weight = (own: string) => weights.get(`${name}/${own}`);
    const passage = ruleOf(node)({ config: layer.config, inputs, shape, sets, weight });
    if (typeof passage === 'string') {
      for (const input of inputs)
        sets.keep(input?.channels ?? [], `they are inputs of '${name}': ${passage}`);
      const stream = keptStream(shape, sets);
      if (stream) streams.set(name, stream);
      sets.keep(
        stream?.channels ?? [],
        layer.class_name === 'InputLayer'
          ? 'they are inputs of the model'
          : `they are outputs of '${name}': ${passage}`,
      );
      if ([...weights.keys()].some((each) => each.startsWith(`${name}/`)))
        left.push({ layer: name, why: passage });
    } else {
      passages.set(name, passage);
      streams.set(name, { ...passage, shape });
    }
    places += streams.get(name)?.channels.length ?? 0;
    if (places > MOST_PLACES)
      throw new OptimizerError(`${model.file} has more channels than can be followed`);
  }
  for (const name of outputs) sets.keep(streams.get(name)?.channels ?? [], 'they are outputs of the model');
  return { sets, passages, left };
}

function ruleOf({ layer: { class_name: kind, config }, isShared }: LayerNode): Rule {
  if (isShared) return () => 'it is used more than once';
  if (config['data_format'] === 'channels_first') return () => 'it has its channels first';
  return LAYER_RULES.get(kind) ?? (() => `it is unknown how ${kind} changes channels`);
}

function shapeOf({ layer, isShared }: LayerNode, inputs: readonly (Stream | undefined)[]): Stream['shape'] {
  const { class_name: kind, config } = layer;
  if (kind === 'InputLayer') return toShape(config['batch_input_shape'] ?? config['batch_shape']);
  const shapes = inputs.flatMap((input) => (input?.shape ? [input.shape] : []));
  return isShared || shapes.length < inputs.length ? undefined : layerShape(kind, config, shapes);
}

/** A layer that cannot be followed has channels too, if their number is known. */
function keptStream(shape: Stream['shape'], sets: ChannelSets): Stream | undefined {
  const count = shape?.at(-1) ?? -1;
  if (count < 1 || count > MOST_CHANNELS) return undefined;
  return { shape, channels: sets.add(count), strengths: Array.from({ length: count }, () => 1) };
}
