import * as v from 'valibot';
import { configFor, type Config } from './keras-config.ts';
import { KerasFormError } from './keras-form-error.ts';
import { inboundNodes, type TensorRef } from './keras-nodes.ts';

const layerSchema = v.looseObject({
  class_name: v.string(),
  name: v.exactOptional(v.string()),
  config: v.record(v.string(), v.unknown()),
  inbound_nodes: v.exactOptional(v.array(v.unknown())),
});

/** A model within a model may also be written as a list of layers. */
const modelLayerSchema = v.looseObject({
  ...layerSchema.entries,
  config: v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
});

const modelSchema = v.looseObject({
  class_name: v.string(),
  config: v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]),
});
type WrittenModel = v.InferOutput<typeof modelSchema>;

const refSchema = v.pipe(
  v.looseTuple([v.string(), v.number(), v.number()]),
  v.transform(([layer, use, tensor]): TensorRef => [layer, use, tensor]),
);
const refsSchema = v.union([
  v.pipe(
    refSchema,
    v.transform((one) => [one]),
  ),
  v.array(refSchema),
  v.pipe(
    v.record(v.string(), refSchema),
    v.transform((named) => Object.values(named)),
  ),
]);

const MODEL_CLASSES: ReadonlySet<string> = new Set(['Model', 'Functional', 'Sequential']);
/** The deepest nesting of models and wrappers. */
const MAX_DEPTH = 16;

/** A layer in the form that TensorFlow.js reads. */
export interface KerasLayer {
  class_name: string;
  name?: string;
  config: Config;
  inbound_nodes?: unknown[];
}

/** A model in that form, which may be a layer of another one. */
export type KerasModel = KerasLayer;

/**
 * Writes a model's layers in the form that TensorFlow.js reads, which is that of Keras 2. Keras 3 has `batch_shape`, dtype
 * policies as objects, and calls of layers with `args` and `kwargs`; later versions of Keras 2 have some of these. Layers
 * that TensorFlow.js can read stay the same.
 *
 * @param modelTopology from a `model.json`.
 * @throws {KerasFormError} if a part of it cannot be written in this form.
 */
export function normalizeKerasTopology(modelTopology: unknown): { model: KerasModel; isKeras3: boolean } {
  const { model_config: inner, ...outer } = v.parse(v.looseObject({}), modelTopology);
  const written = v.parse(modelSchema, inner ?? outer);
  const version = outer['keras_version'];
  const isKeras3 = looksLikeKeras3(written);
  // A converter may have written the layers of Keras 3 in the older form; they still compute like Keras 3.
  const hasItsFunctions = isKeras3 || (typeof version === 'string' && /^[3-9]/.test(version));
  return { model: normalizeModel(written, { isKeras3, hasItsFunctions, depth: 0 }), isKeras3 };
}

/** True if a layer is a model. */
export function isKerasModel({ class_name: className }: KerasLayer): boolean {
  return MODEL_CLASSES.has(className);
}

/** Returns the layers of a model in this form. */
export function layersOfKerasModel({ config }: KerasLayer): KerasLayer[] {
  return v.parse(v.array(layerSchema), config['layers']);
}

interface Context {
  isKeras3: boolean;
  /** True if its activations are those of Keras 3. */
  hasItsFunctions: boolean;
  depth: number;
}

function looksLikeKeras3({ config }: WrittenModel): boolean {
  const layers = v.safeParse(v.array(layerSchema), Array.isArray(config) ? config : config['layers']);
  return (
    layers.success &&
    layers.output.some(
      ({ config: own, inbound_nodes: nodes = [] }) =>
        (own['batch_shape'] !== undefined && own['batch_input_shape'] === undefined) ||
        nodes.some((node) => !Array.isArray(node)),
    )
  );
}

function normalizeModel(model: WrittenModel, context: Context): KerasModel {
  const { class_name: className } = model;
  // Old versions of Keras wrote a sequence as the list of its layers.
  const config: Config = Array.isArray(model.config) ? { layers: model.config } : model.config;
  const written = v.parse(v.array(v.unknown()), config['layers']);
  const layers = written.map((layer, at) => normalizeLayer(layer, context, at));
  if (className === 'Sequential') {
    return { class_name: className, config: { ...config, layers: withInputShape(layers, config) } };
  }
  if (!MODEL_CLASSES.has(className))
    throw new KerasFormError(`it is a ${className}, a kind of model that TensorFlow.js does not have`);
  // Keras 3 does not count the creation of a model as a use of it, TensorFlow.js does.
  const models = new Set(context.isKeras3 ? layers.filter(isKerasModel).map(({ name }) => name) : []);
  const shift = ([layer, use, ...rest]: TensorRef): TensorRef => [
    layer,
    models.has(layer) ? use + 1 : use,
    ...rest,
  ];
  const refs = (key: string) => v.parse(refsSchema, config[key]).map(shift);
  return {
    class_name: className,
    config: {
      ...config,
      layers: layers.map((layer) => ({ ...layer, inbound_nodes: shiftAll(layer, shift) })),
      input_layers: refs('input_layers'),
      output_layers: refs('output_layers'),
    },
  };
}

function shiftAll({ inbound_nodes: nodes = [] }: KerasLayer, shift: (ref: TensorRef) => TensorRef) {
  return nodes.map((node) =>
    Array.isArray(node) ? node.map((ref) => [...shift(v.parse(refSchema, ref)), ...extraOf(ref)]) : node,
  );
}

/** Elements after layer, use and tensor: arguments of the call. */
function extraOf(ref: unknown): unknown[] {
  return Array.isArray(ref) ? ref.slice(3) : [];
}

/** @param at its index among the layers of its model. */
function normalizeLayer(written: unknown, context: Context, at = 0): KerasLayer {
  const read = v.parse(modelLayerSchema, written);
  const layer = { ...read, config: Array.isArray(read.config) ? asModel(read.config, at) : read.config };
  const inner: Context = { ...context, depth: context.depth + 1 };
  if (inner.depth > MAX_DEPTH) throw new TypeError('its layers contain each other');
  const name = layer.name ?? nameIn(layer.config);
  const called = inboundNodes({ ...layer, name: name ?? '', inbound_nodes: layer.inbound_nodes ?? [] });
  const shared = layer.inbound_nodes === undefined ? {} : { inbound_nodes: called.nodes };
  if (MODEL_CLASSES.has(layer.class_name)) {
    return { ...layer, ...normalizeModel(v.parse(modelSchema, layer), inner), ...shared };
  }
  if (context.isKeras3 && layer.class_name === 'StackedRNNCells') {
    throw new KerasFormError(
      'it has stacked cells, and Keras 3 and TensorFlow.js name the weights of these differently',
    );
  }
  const config = configFor(called.layer ?? layer, {
    isKeras3: context.isKeras3,
    hasItsFunctions: context.hasItsFunctions,
    normalizeInner: (one) => normalizeLayer(one, inner),
  });
  return { ...layer, class_name: classOf(called.layer ?? layer), config, ...shared };
}

/** A sequence that is a list of its layers has no name, and nothing refers to its output by name. */
function asModel(layers: unknown[], at: number): Config {
  return { name: `sequential_${at + 1}`, layers };
}

/** A custom layer may have the name of one of Keras's; the name that it is registered under tells them apart. */
function classOf({
  class_name: className,
  ...layer
}: {
  class_name: string;
  registered_name?: unknown;
}): string {
  const registered = layer.registered_name;
  return typeof registered === 'string' && registered.includes('>') ? registered : className;
}

function nameIn(config: Config): string | undefined {
  return typeof config['name'] === 'string' ? config['name'] : undefined;
}

/** A sequence that got its shape from its first data has the shape itself; TensorFlow.js expects it in the first layer. */
function withInputShape(layers: readonly KerasLayer[], config: Config): readonly KerasLayer[] {
  const [first, ...others] = layers;
  const shape = config['build_input_shape'];
  if (!first || isKerasModel(first) || first.config['batch_input_shape'] || !Array.isArray(shape))
    return layers;
  return [{ ...first, config: { ...first.config, batch_input_shape: shape } }, ...others];
}
