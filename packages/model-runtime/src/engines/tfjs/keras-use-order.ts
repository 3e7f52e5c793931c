import * as v from 'valibot';
import { isKerasModel, type KerasLayer, layersOfKerasModel } from './keras-topology.ts';

const refSchema = v.looseTuple([v.string(), v.number(), v.number()]);
const nodesSchema = v.array(v.array(refSchema));
type Ref = v.InferOutput<typeof refSchema>;

/**
 * Lists the uses of each layer in the order in which TensorFlow.js makes them, which is when their inputs are ready. It
 * counts uses as it makes them. If a shared layer is first used on a late tensor, everything that takes the layer's output
 * would get the wrong tensor.
 *
 * @throws {TypeError} if a use would have to wait forever.
 */
export function withOrderedUses(model: KerasLayer): KerasLayer {
  const layers = layersOfKerasModel(model).map((layer) =>
    isKerasModel(layer) ? withOrderedUses(layer) : layer,
  );
  if (model.class_name === 'Sequential') return { ...model, config: { ...model.config, layers } };

  const inputs = v.parse(v.array(refSchema), model.config['input_layers']);
  const made = new Map<string, number>();
  const counts = new Map<string, number>();
  const make = (layer: string, use: number, first: number) => {
    const count = counts.get(layer) ?? first;
    made.set(keyOf(layer, use), count);
    counts.set(layer, count + 1);
  };
  for (const [name, use] of inputs) make(name, use, use);
  const uses = layers.map((layer) => ({
    name: layer.name ?? '',
    first: firstUse(layer),
    nodes: v.parse(nodesSchema, layer.inbound_nodes ?? []),
    order: new Array<Ref[]>(),
  }));
  let waiting = uses.flatMap((use) => use.nodes.map((node, at) => ({ use, node, at: at + use.first })));
  while (waiting.length > 0) {
    const before = waiting.length;
    waiting = waiting.filter(({ use, node, at }) => {
      if (!node.every(([source, index]) => made.has(keyOf(source, index)))) return true;
      make(use.name, at, use.first);
      use.order.push(node);
      return false;
    });
    if (waiting.length === before) throw new TypeError('its layers wait for each other');
  }
  const rename = (ref: Ref): unknown[] => [
    ref[0],
    made.get(keyOf(ref[0], ref[1])) ?? ref[1],
    ...ref.slice(2),
  ];
  return {
    ...model,
    config: {
      ...model.config,
      layers: layers.map((layer, at) =>
        layer.inbound_nodes
          ? { ...layer, inbound_nodes: uses[at]?.order.map((node) => node.map(rename)) ?? [] }
          : layer,
      ),
      output_layers: v.parse(v.array(refSchema), model.config['output_layers']).map(rename),
    },
  };
}

/** The creation of a model counts as its first use. */
function firstUse(layer: KerasLayer): number {
  return isKerasModel(layer) ? 1 : 0;
}

function keyOf(layer: string, use: number): string {
  return `${use} ${layer}`;
}
