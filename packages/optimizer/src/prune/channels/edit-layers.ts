import * as v from 'valibot';

const configSchema = v.record(v.string(), v.unknown());
const layerSchema = v.looseObject({ name: v.optional(v.string()), config: configSchema });
const layersSchema = v.array(layerSchema);
const modelSchema = v.looseObject({
  config: v.union([layersSchema, v.looseObject({ layers: layersSchema })]),
});
const topologySchema = v.union([v.looseObject({ model_config: modelSchema }), modelSchema]);

type Config = v.InferOutput<typeof configSchema>;

/** Replaces the configurations of layers of a model, and leaves everything else in its `model.json` as it is. */
export function editLayers(
  json: Readonly<Record<string, unknown>>,
  edit: (name: string, config: Config) => Config,
): Record<string, unknown> {
  const topology = v.parse(topologySchema, json['modelTopology']);
  const ofLayers = (layers: v.InferOutput<typeof layersSchema>) =>
    layers.map((layer) => ({
      ...layer,
      config: edit(layer.name ?? String(layer.config['name']), layer.config),
    }));
  const ofModel = (model: v.InferOutput<typeof modelSchema>) => ({
    ...model,
    config: Array.isArray(model.config)
      ? ofLayers(model.config)
      : { ...model.config, layers: ofLayers(model.config.layers) },
  });
  return {
    ...json,
    modelTopology:
      'model_config' in topology
        ? { ...topology, model_config: ofModel(v.parse(modelSchema, topology.model_config)) }
        : ofModel(v.parse(modelSchema, topology)),
  };
}
