import { ConversionError } from '../../conversion-error.ts';
import { isRecord, LayerConfig, toList, toRecord, toText } from './layer-config.ts';
import type { Call, LayerSpec, ModelSpec, TensorRef } from './model-spec.ts';
import { readCall, readEnds } from './read-arguments.ts';

const MAX_DEPTH = 16;
const MODELS: ReadonlySet<string> = new Set(['Functional', 'Model', 'Sequential']);
const OWN = /^(builtins|keras($|\.)|tf_keras($|\.)|tensorflow\.|tensorflow$)/;
/** Modules of Keras 3 operations, which a model may have instead of layers. */
const OPERATIONS = /^keras(\.src)?\.ops\./;
const WAY_OUT =
  "what it computes is not in the file: export the model with model.export('folder') and give that folder, a SavedModel";

/**
 * Reads the configuration of a model.
 *
 * @throws {ConversionError} naming a layer that is not one of Keras's own.
 * @throws {TypeError} if it is not a configuration.
 */
export function readModel(value: unknown, depth = 0): ModelSpec {
  if (depth > MAX_DEPTH) throw new RangeError('has models that are nested too deeply');
  const whole = toRecord(value);
  const className = toText(whole['class_name']);
  if (!MODELS.has(className)) {
    throw new ConversionError(
      `it is of the class ${className}, not a Sequential or Functional model: ${WAY_OUT}`,
    );
  }
  const config = whole['config'];
  if (className === 'Sequential') return readSequential(config, depth);
  const { name, layers, input_layers: inputs, output_layers: outputs } = toRecord(config);
  // A custom class may have the name Functional, and no layers in its configuration.
  if (layers === undefined) throw new ConversionError(`it is a model of a custom class: ${WAY_OUT}`);
  return {
    name: toText(name),
    layers: toList(layers).map((layer) => readLayer(layer, depth)),
    inputs: readEnds(inputs),
    outputs: readEnds(outputs),
  };
}

/** Reads a chain of layers, as calls of one after the other. */
function readSequential(config: unknown, depth: number): ModelSpec {
  const list = Array.isArray(config) ? config : toList(toRecord(config)['layers']);
  const name = isRecord(config) ? toText(config['name'] ?? 'sequential') : 'sequential';
  const read = list.map((layer) => readLayer(layer, depth));
  const [first] = read;
  if (!first) throw new TypeError('has no layers');
  const layers = first.className === 'InputLayer' ? read : [inputBefore(first, config), ...read];
  const names = new Set(layers.map((layer) => layer.name));
  if (names.size !== layers.length) throw new TypeError('has two layers of the same name');
  return {
    name,
    layers: layers.map((layer, at): LayerSpec => {
      const call: Call<TensorRef> = {
        positional: [{ kind: 'tensor', tensor: ref(layers[at - 1]) }],
        named: new Map(),
      };
      return { ...layer, calls: at === 0 ? [] : [call] };
    }),
    inputs: { kind: 'tensor', tensor: ref(layers[0]) },
    outputs: { kind: 'tensor', tensor: ref(layers.at(-1)) },
  };
}

function ref(layer: LayerSpec | undefined): TensorRef {
  return { layer: layer?.name ?? '', call: 0, tensor: 0 };
}

/** Returns an input layer. Older versions store the shape of the input in the first layer, or in the model. */
function inputBefore(first: LayerSpec, config: unknown): LayerSpec {
  const nested = first.model?.layers.find(({ className }) => className === 'InputLayer')?.config;
  const shape =
    first.config.raw('batch_input_shape') ??
    nested?.raw('batch_input_shape') ??
    nested?.raw('batch_shape') ??
    (isRecord(config) ? config['build_input_shape'] : undefined);
  const dtype =
    first.className === 'Embedding' ? 'float32' : (nested?.raw('dtype') ?? first.config.raw('dtype'));
  return {
    name: `${first.name}_input`,
    className: 'InputLayer',
    config: new LayerConfig({ batch_shape: shape, dtype: typeof dtype === 'string' ? dtype : 'float32' }),
    isTrainable: false,
    calls: [],
    children: [],
  };
}

/** Reads the configuration of a layer, and of layers within it. */
function readLayer(value: unknown, depth: number): LayerSpec {
  if (depth > MAX_DEPTH) throw new RangeError('has layers that are nested too deeply');
  const whole = toRecord(value);
  const className = toText(whole['class_name']);
  const config = isRecord(whole['config']) ? whole['config'] : { layers: whole['config'] };
  const name = toText(whole['name'] ?? config['name'] ?? className);
  assertOwn(whole, className, name);
  const nodes = whole['inbound_nodes'] === undefined ? [] : toList(whole['inbound_nodes']);
  const module = whole['module'];
  const isOperation = typeof module === 'string' && OPERATIONS.test(module);
  const base = {
    name,
    config: new LayerConfig(config),
    isTrainable: config['trainable'] !== false,
    calls: nodes.map(readCall),
  };
  if (MODELS.has(className)) {
    const model = readModel({ class_name: className, config: whole['config'] }, depth + 1);
    return { ...base, className, children: model.layers.map((layer) => ({ path: 'layers', layer })), model };
  }
  return {
    ...base,
    className: isOperation ? `op:${className}` : className,
    children: readChildren(className, config, depth),
  };
}

function readChildren(
  className: string,
  config: Readonly<Record<string, unknown>>,
  depth: number,
): LayerSpec['children'] {
  const { layer } = config;
  if (!isRecord(layer)) return [];
  if (className !== 'Bidirectional') return [{ path: 'layer', layer: readLayer(layer, depth + 1) }];
  const { backward_layer: backward } = config;
  const { config: own } = layer;
  if (!isRecord(own))
    throw new TypeError('has a Bidirectional layer without a configuration of its inner layer');
  const isSequence = own['return_sequences'] === true;
  // Masked steps are zeros.
  const wrapped = (each: Readonly<Record<string, unknown>>, more: object) =>
    readLayer(
      {
        ...each,
        config: {
          ...(isRecord(each['config']) ? each['config'] : {}),
          zero_output_for_mask: isSequence,
          ...more,
        },
      },
      depth + 1,
    );
  return [
    { path: 'forward_layer', layer: wrapped(layer, {}) },
    {
      path: 'backward_layer',
      layer: isRecord(backward)
        ? wrapped(backward, {})
        : wrapped(layer, { go_backwards: own['go_backwards'] !== true }),
    },
  ];
}

/** @throws {ConversionError} naming a layer that is not Keras's own code. */
function assertOwn(whole: Readonly<Record<string, unknown>>, className: string, name: string): void {
  const { module, registered_name: registered } = whole;
  if (
    /^(Lambda|TensorFlowOpLayer|SlicingOpLambda|TorchModuleWrapper|JaxLayer|FlaxLayer|TFSMLayer)$/.test(
      className,
    )
  ) {
    throw new ConversionError(`it has the layer '${name}' of the class ${className}: ${WAY_OUT}`);
  }
  const isOwn =
    (typeof module !== 'string' || OWN.test(module)) &&
    (typeof registered !== 'string' ||
      !registered.includes('>') ||
      /^(keras|Keras|builtins)>/.test(registered)) &&
    !className.includes('>');
  if (!isOwn)
    throw new ConversionError(`it has the custom layer '${name}' of the class ${className}: ${WAY_OUT}`);
}
