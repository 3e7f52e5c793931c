import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import type { Shape } from './layer-config.ts';
import { layerFaults } from './layer-faults.ts';
import { layerShape } from './layer-shapes.ts';
import {
  endsNamed,
  type Layer,
  layerSchema,
  layersOf,
  type LayersTopology,
  MODEL_CLASSES,
  nameOf,
  usesOf,
} from './layers-model.ts';

/** Depth of models within models, and the visits that are left: a model that is used twice is visited twice. */
interface Place {
  depth: number;
  work: { left: number };
  /** Settings of layers that TensorFlow.js does not support. */
  faults: Set<string>;
}

type KnownShapes = Map<string, Shape | undefined>;

/**
 * Returns the output shapes of a model for inputs of these shapes, and the faults of its layers. A model may contain models
 * like layers.
 */
export function modelShapes(
  topology: LayersTopology,
  inputs: readonly (Shape | undefined)[],
): { shapes: (Shape | undefined)[]; faults: string[] } {
  const faults = new Set<string>();
  const shapes = shapesIn(topology, inputs, { depth: 0, work: { left: LIMITS.layerUses }, faults });
  return { shapes, faults: [...faults] };
}

function shapesIn(
  topology: LayersTopology,
  inputs: readonly (Shape | undefined)[],
  place: Place,
): (Shape | undefined)[] {
  if (place.depth > LIMITS.depth) throw new RangeError('its models contain each other');
  const layers = layersOf(topology);
  if (topology.class_name === 'Sequential') {
    let shape = inputs[0];
    for (const layer of layers) shape = oneShape(layer, [shape], place);
    return [shape];
  }
  const known: KnownShapes = new Map(
    endsNamed(topology, 'input_layers').map(([name, use], at) => [keyOf(name, use), inputs[at]]),
  );
  // A layer may be listed before its inputs, so layers without known inputs are tried again as long as that helps.
  const firstUse = firstUses(layers, topology);
  let waiting = layers.flatMap((layer) =>
    (usesOf(layer) ?? []).map((use, at) => ({ layer, use, key: keyOf(nameOf(layer), at + firstUse(layer)) })),
  );
  for (let before = Infinity; waiting.length < before;) {
    before = waiting.length;
    waiting = waiting.filter(({ layer, use, key }) => {
      spend(place);
      if (!use.every(([name, at]) => known.has(keyOf(name, at)))) return true;
      const shapes = use.map(([name, at, tensor]) => known.get(keyOf(name, at, tensor)));
      known.set(key, oneShape(layer, shapes, place));
      const state = stateShape(layer, shapes);
      for (const tensor of [1, 2]) known.set(`${key} ${tensor}`, state);
      return false;
    });
  }
  return endsNamed(topology, 'output_layers').map(([name, use, tensor]) =>
    known.get(keyOf(name, use, tensor)),
  );
}

function keyOf(layer: string, use: number, tensor = 0): string {
  return tensor === 0 ? `${layer} ${use}` : `${layer} ${use} ${tensor}`;
}

/** Second and third outputs are states of recurrent layers; no other outputs are followed. */
function stateShape({ class_name: className, config }: Layer, [input]: readonly (Shape | undefined)[]) {
  const units = config['units'];
  const isKnown = ['GRU', 'LSTM', 'SimpleRNN'].includes(className) && typeof units === 'number';
  return isKnown && input ? [input[0] ?? -1, units] : undefined;
}

function spend({ work }: Place): void {
  work.left -= 1;
  if (work.left < 0) throw new RangeError('its layers are used too often');
}

/** Keras counts the creation of a model as its first use, so within another model its uses start with the second. */
function firstUses(layers: readonly Layer[], topology: LayersTopology): (layer: Layer) => 0 | 1 {
  const taken = [
    ...layers.flatMap((layer) => usesOf(layer) ?? []).flat(),
    ...endsNamed(topology, 'output_layers'),
  ];
  const takenFromFirst = new Set(taken.filter(([, use]) => use === 0).map(([name]) => name));
  return (layer) => (MODEL_CLASSES.has(layer.class_name) && !takenFromFirst.has(nameOf(layer)) ? 1 : 0);
}

function oneShape(layer: Layer, inputs: readonly (Shape | undefined)[], place: Place): Shape | undefined {
  spend(place);
  const { class_name: className, config } = layer;
  if (className === 'InputLayer') return inputs[0];
  for (const fault of layerFaults(layer, inputs)) place.faults.add(fault);
  if (MODEL_CLASSES.has(className)) return shapesIn(layer, inputs, { ...place, depth: place.depth + 1 })[0];
  const known = inputs.filter((shape) => shape !== undefined);
  if (known.length < inputs.length) return undefined;
  const [first] = known;
  if (className === 'TimeDistributed' && first) {
    const [batch = -1, steps = -1, ...rest] = first;
    const each = oneShape(wrapped(config), [[batch, ...rest]], place);
    return each && [batch, steps, ...each.slice(1)];
  }
  if (className === 'Bidirectional') {
    const oneWay = oneShape(wrapped(config), known, place);
    const isJoined = (config['merge_mode'] ?? 'concat') === 'concat';
    return oneWay?.with(-1, (oneWay.at(-1) ?? -1) * (isJoined ? 2 : 1));
  }
  return layerShape(className, config, known);
}

function wrapped(config: Readonly<Record<string, unknown>>): Layer {
  return v.parse(layerSchema, config['layer']);
}
