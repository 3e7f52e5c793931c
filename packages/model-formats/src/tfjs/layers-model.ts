import * as v from 'valibot';
import { FIRST_ISSUE } from './first-issue.ts';

const record = v.record(v.string(), v.unknown());
/** One use of a layer: what it takes, as [layer, use, tensor, …] each. */
const nodeSchema = v.array(v.looseTuple([v.string(), v.number(), v.number()]));

export const layerSchema = v.object({
  class_name: v.string(),
  name: v.optional(v.string()),
  config: record,
  /** Keras 3 writes objects here. */
  inbound_nodes: v.optional(v.array(v.unknown()), []),
});

const modelSchema = v.object({
  class_name: v.string(),
  config: v.union([v.array(v.unknown()), record]),
});
/** A Keras file keeps the model beside what it was trained with. */
export const topologySchema = v.union([
  v.pipe(
    v.object({ model_config: modelSchema }),
    v.transform(({ model_config }) => model_config),
  ),
  modelSchema,
]);

const refsSchema = v.union([
  v.array(v.looseTuple([v.string(), v.number(), v.number()])),
  v.pipe(
    v.looseTuple([v.string(), v.number(), v.number()]),
    v.transform((one) => [one]),
  ),
]);

export type LayersTopology = v.InferOutput<typeof topologySchema>;
export type Layer = v.InferOutput<typeof layerSchema>;
export type LayerUse = v.InferOutput<typeof nodeSchema>;

export const MODEL_CLASSES = new Set(['Model', 'Functional', 'Sequential']);

/** The layers of a model, written as `[…]` by old versions of Keras where it is a plain sequence. */
export function layersOf({ config }: Pick<LayersTopology, 'config'>): Layer[] {
  return v.parse(v.array(layerSchema), Array.isArray(config) ? config : config['layers'], FIRST_ISSUE);
}

export function nameOf(layer: Layer): string {
  return v.parse(v.string(), layer.name ?? layer.config['name']);
}

/** The uses of a layer, or undefined where it is written as Keras 3 does. */
export function usesOf(layer: Layer): LayerUse[] | undefined {
  const read = v.safeParse(v.array(nodeSchema), layer.inbound_nodes);
  return read.success ? read.output : undefined;
}

/** Where a model takes in and gives out: a layer, which use of it, and which of its tensors. */
export function endsNamed({ config }: Pick<LayersTopology, 'config'>, key: 'input_layers' | 'output_layers') {
  return v.parse(refsSchema, Array.isArray(config) ? undefined : config[key], FIRST_ISSUE);
}
