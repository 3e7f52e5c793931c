import * as v from 'valibot';
import { FIRST_ISSUE } from './first-issue.ts';

const record = v.record(v.string(), v.unknown());
/** One use of a layer: its inputs, each as [layer, use, tensor, …]. */
const nodeSchema = v.array(v.looseTuple([v.string(), v.number(), v.number()]));

export const layerSchema = v.object({
  class_name: v.string(),
  name: v.optional(v.string()),
  config: record,
  /** Objects in Keras 3. */
  inbound_nodes: v.optional(v.array(v.unknown()), []),
});

const modelSchema = v.object({
  class_name: v.string(),
  config: v.union([v.array(v.unknown()), record]),
});
/** A Keras file has the model beside its training configuration. */
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

/** Returns the layers of a model. Old versions of Keras write a plain sequence as `[…]`. */
export function layersOf({ config }: Pick<LayersTopology, 'config'>): Layer[] {
  return v.parse(v.array(layerSchema), Array.isArray(config) ? config : config['layers'], FIRST_ISSUE);
}

export function nameOf(layer: Layer): string {
  return v.parse(v.string(), layer.name ?? layer.config['name']);
}

/** Returns the uses of a layer; undefined in the form of Keras 3. */
export function usesOf(layer: Layer): LayerUse[] | undefined {
  const read = v.safeParse(v.array(nodeSchema), layer.inbound_nodes);
  return read.success ? read.output : undefined;
}

/** Returns the inputs or outputs of a model: each a layer, the number of its use, and the number of its tensor. */
export function endsNamed({ config }: Pick<LayersTopology, 'config'>, key: 'input_layers' | 'output_layers') {
  return v.parse(refsSchema, Array.isArray(config) ? undefined : config[key], FIRST_ISSUE);
}
