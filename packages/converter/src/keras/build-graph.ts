import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import { ConversionError } from '../conversion-error.ts';
import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/graph-node.ts';
import type { LayerConfig } from './config/layer-config.ts';
import {
  type Argument,
  type Call,
  type LayerSpec,
  mapTensors,
  type ModelSpec,
  type TensorRef,
  tensorsIn,
} from './config/model-spec.ts';
import { refusalOf } from './layers/assert-known.ts';
import { kindOf } from './layers/layer-kinds.ts';
import type { FloatWeight, LayerContext, LayerKind } from './layers/layer-kind.ts';
import type { LayerWeights } from './weights/variable.ts';

/** The most calls: layers of hostile models may contain each other endlessly. */
const MAX_CALLS = 100_000;

interface Building {
  readonly graph: Graph;
  readonly weights: ReadonlyMap<LayerSpec, LayerWeights>;
  readonly isKeras2: boolean;
  /** Masks of tensors: the steps that count. */
  readonly masks: Map<Value, Value>;
  calls: number;
}

/**
 * Adds a model to a graph.
 *
 * @throws {ConversionError} naming a layer that cannot be converted. @throws {TypeError} if the model is damaged.
 */
export function buildGraph(
  graph: Graph,
  model: ModelSpec,
  { weights, isKeras2 }: Pick<Building, 'weights' | 'isKeras2'>,
): void {
  const building: Building = { graph, weights, isKeras2, masks: new Map(), calls: 0 };
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const inputs = mapTensors(model.inputs, (ref) => addInput(graph, layers.get(ref.layer)));
  const outputs = callModel(building, model, inputs);
  if (outputs.kind === 'object') {
    for (const [name, output] of outputs.entries) setOutput(graph, name, output);
  } else {
    // The names that `model.export` gives.
    for (const [at, tensor] of tensorsIn(outputs).entries()) {
      setOutput(graph, `output_${at}`, { kind: 'tensor', tensor });
    }
  }
}

function setOutput(graph: Graph, name: string, output: Argument<Value>): void {
  const [tensor, ...more] = tensorsIn(output);
  if (!tensor || more.length > 0) throw new ConversionError(`its output '${name}' is not one tensor`);
  // An output that is an unchanged input still needs a node.
  graph.setOutput(
    name,
    tensor.node.op === 'Placeholder'
      ? graph.add('Identity', [tensor], { T: { type: tensor.dtype } })
      : tensor,
  );
}

/** Dtypes of inputs in the graph, by their dtypes in Keras. */
const INPUT_TYPES: Readonly<Record<string, DataTypeName>> = {
  bfloat16: 'float32',
  bool: 'bool',
  float16: 'float32',
  float32: 'float32',
  float64: 'float32',
  int32: 'int32',
  int64: 'int32',
  int8: 'int8',
  uint8: 'uint8',
};

function addInput(graph: Graph, layer: LayerSpec | undefined): Value {
  if (layer?.className !== 'InputLayer') throw new TypeError('has an input that is not an InputLayer');
  const { name, config } = layer;
  const known = graph.inputs.get(name);
  if (known) return known;
  if (config.flag('sparse', false) || config.flag('ragged', false)) {
    throw new ConversionError(`its input '${name}' is sparse or ragged`);
  }
  const named = dtypeName(config);
  const dtype = Object.hasOwn(INPUT_TYPES, named) ? INPUT_TYPES[named] : undefined;
  if (!dtype) {
    throw new ConversionError(
      `its input '${name}' has the dtype ${named}: export the model with model.export('folder') and give that folder`,
    );
  }
  return graph.addInput(name, { dtype, shape: inputShape(config) });
}

function dtypeName(config: LayerConfig): string {
  const dtype = config.raw('dtype') ?? 'float32';
  return typeof dtype === 'string' ? dtype : 'float32';
}

function inputShape(config: LayerConfig): number[] {
  const shape = config.raw('batch_shape') ?? config.raw('batch_input_shape');
  if (!Array.isArray(shape) || shape.length === 0) throw new TypeError('has no shape for its input');
  return shape.map((size: unknown, axis) => {
    // Any number of examples, regardless of the batch size of the training.
    if (axis === 0 || size === null) return -1;
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
      throw new TypeError('has an input without a valid shape');
    return size;
  });
}

/** Calls a model with tensors for its inputs. */
function callModel(building: Building, model: ModelSpec, given: Argument<Value>): Argument<Value> {
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const firstCalls = firstCallIndices(model, layers);
  const results = new Map<string, readonly Value[]>();
  for (const [ref, value] of pairs(model.inputs, given)) results.set(key(ref.layer, ref.call), [value]);
  const valueOf = ({ layer, call, tensor }: TensorRef): Value | undefined =>
    results.get(key(layer, call))?.[tensor];

  const visiting = new Set<string>();
  const resolve = (ref: TensorRef): Value => {
    const layer = layers.get(ref.layer);
    if (!layer) throw new TypeError(`names a layer '${ref.layer}' that it does not have`);
    const isCalledOnce = layer.model !== undefined && layer.calls.length === 1;
    const at = isCalledOnce ? 0 : ref.call - (firstCalls.get(layer.name) ?? 0);
    const own = { ...ref, call: at };
    const known = valueOf(own);
    if (known) return known;
    const place = key(ref.layer, at);
    if (visiting.has(place)) throw new TypeError(`has a layer '${ref.layer}' that depends on its own output`);
    visiting.add(place);
    const call = layer.calls[at];
    if (!call) throw new TypeError(`has a layer '${ref.layer}' that is not called`);
    const resolved: Call<Value> = {
      positional: call.positional.map((argument) => mapTensors(argument, resolve)),
      named: new Map([...call.named].map(([name, argument]) => [name, mapTensors(argument, resolve)])),
    };
    results.set(place, callLayer(building, layer, resolved));
    const value = valueOf(own);
    if (!value) throw new TypeError(`has a layer '${ref.layer}' with fewer outputs than other layers use`);
    return value;
  };
  return mapTensors(model.outputs, resolve);
}

function key(layer: string, call: number): string {
  return `${call}:${layer}`;
}

/**
 * Returns, for each model within a model, the number of its first call, by name. It is 1 if Keras called the model once when it
 * was made and did not save that call, as some versions do. Some layer uses each call, so the numbers in use show it.
 *
 * @throws {ConversionError} if the calls are counted in both ways.
 */
function firstCallIndices(model: ModelSpec, layers: ReadonlyMap<string, LayerSpec>): Map<string, number> {
  const used = new Map<string, Set<number>>();
  const refs = model.layers.flatMap(({ calls }) =>
    calls.flatMap(({ positional, named }) => [...positional, ...named.values()].flatMap(tensorsIn)),
  );
  for (const { layer, call } of [...refs, ...tensorsIn(model.outputs)]) {
    const known = used.get(layer) ?? new Set();
    used.set(layer, known.add(call));
  }
  const firsts = new Map<string, number>();
  for (const [name, calls] of used) {
    const layer = layers.get(name);
    // A single call is unambiguous, and some versions count it in both ways.
    if (!layer?.model || layer.calls.length === 1 || !calls.has(layer.calls.length)) continue;
    if (calls.has(0)) {
      throw new ConversionError(
        `the calls of the model '${name}' in it are counted in two ways: export the model with model.export('folder') and give that folder`,
      );
    }
    firsts.set(name, 1);
  }
  return firsts;
}

/** Assigns tensors to inputs: by name if both have names, else by their order. */
function pairs(inputs: Argument<TensorRef>, given: Argument<Value>): [TensorRef, Value][] {
  if (inputs.kind === 'object' && given.kind === 'object') {
    return [...inputs.entries].flatMap(([name, argument]) => {
      const value = given.entries.get(name);
      return value ? pairs(argument, value) : [];
    });
  }
  const refs = tensorsIn(inputs);
  const values = tensorsIn(given);
  if (refs.length !== values.length)
    throw new TypeError(`has a model of ${refs.length} inputs that gets ${values.length}`);
  return refs.flatMap((ref, at): [TensorRef, Value][] => {
    const value = values[at];
    return value ? [[ref, value]] : [];
  });
}

function callLayer(building: Building, layer: LayerSpec, call: Call<Value>): readonly Value[] {
  building.calls += 1;
  if (building.calls > MAX_CALLS) throw new RangeError('has layers that contain each other endlessly');
  const { graph, masks } = building;
  // Keras 3 saves the mask argument of a layer.
  const { mask: ownMask, others } = maskIn(call.named);
  const inputs = [...call.positional, ...others].flatMap(tensorsIn);
  const [input] = inputs;
  if (!input) throw new TypeError(`has a layer '${layer.name}' that is called without tensors`);
  if (ownMask) masks.set(input, ownMask);
  if (layer.model) return callNested(building, layer.model, call, inputs);
  const refuse = (why: string) => refusalOf(layer, why);
  const kind = kindOf(layer);
  if (!kind) throw refuse('it has no output');
  assertFloats(layer, refuse);
  const context: LayerContext = {
    graph,
    layer,
    config: layer.config,
    isKeras2: building.isKeras2,
    inputs,
    input,
    call,
    argument: (name, place) => call.named.get(name) ?? call.positional[place],
    weight: (name, shape) => weightOf(building, layer, name, shape),
    maskOf: (value) => masks.get(value),
    setMask: (value, mask) => void masks.set(value, mask),
    apply: (child, own) => {
      if (!child) throw new TypeError(`has a layer '${layer.name}' without what is in it`);
      return callLayer(building, child, {
        positional: own.map((tensor) => ({ kind: 'tensor', tensor })),
        named: new Map(),
      });
    },
    refuse,
  };
  const mask = inputs.map((each) => masks.get(each)).find((each) => each !== undefined);
  if (mask)
    assertMaskKnown(
      layer,
      kind.mask,
      inputs.every((each) => masks.get(each) === mask),
    );
  const built = kind.build(context);
  const outputs = 'node' in built ? [built] : built;
  if (mask && kind.mask === undefined) for (const output of outputs) masks.set(output, mask);
  return outputs;
}

/** Returns the argument `mask` if it is one tensor, and all others. */
function maskIn(named: Call<Value>['named']): { mask: Value | undefined; others: Argument<Value>[] } {
  const given = named.get('mask');
  if (given?.kind !== 'tensor') return { mask: undefined, others: [...named.values()] };
  return { mask: given.tensor, others: [...named].flatMap(([name, one]) => (name === 'mask' ? [] : [one])) };
}

/** Layers that give the mask of their input to their output. Versions of Keras disagree on the others. */
const MASK_PASSES: ReadonlySet<string> = new Set(
  `Activation ActivityRegularization Add AlphaDropout Average BatchNormalization Concatenate Dense Dropout ELU GaussianDropout
   GaussianNoise Identity LayerNormalization LeakyReLU Maximum Minimum Multiply Normalization PReLU ReLU Rescaling
   SpatialDropout1D Subtract UnitNormalization`.split(/\s+/),
);

/** @throws {ConversionError} if it is not certain what the layer does with a mask. */
function assertMaskKnown(layer: LayerSpec, mask: LayerKind['mask'], isOne: boolean): void {
  if (mask === 'dropped' || mask === 'used') return;
  const isJoined = layer.className === 'Concatenate' && layer.config.int('axis', -1) !== -1;
  if (mask === undefined && MASK_PASSES.has(layer.className) && isOne && !isJoined) return;
  throw refusalOf(
    layer,
    'its input has a mask (mask_zero or Masking), and the use of masks in this class is not converted',
  );
}

function callNested(
  building: Building,
  model: ModelSpec,
  call: Call<Value>,
  inputs: readonly Value[],
): readonly Value[] {
  const [only, ...more] = call.positional;
  const given: Argument<Value> =
    only && more.length === 0
      ? only
      : { kind: 'list', items: inputs.map((tensor) => ({ kind: 'tensor', tensor })) };
  return tensorsIn(callModel(building, model, given));
}

/** Refuses quantized layers: their answers would differ from those of float layers. */
function assertFloats({ config }: LayerSpec, refuse: (why: string) => Error): void {
  const dtype = config.raw('dtype');
  const text = JSON.stringify(dtype ?? null);
  if (/Quantized|int8|int4|float8/i.test(text)) throw refuse(`it is quantized (${text.slice(0, 80)})`);
}

function weightOf(
  { weights }: Building,
  layer: LayerSpec,
  name: string,
  shape: readonly number[],
): FloatWeight {
  const constant = weights.get(layer)?.get(name);
  if (!constant) throw new TypeError(`lacks the weight '${name}' of the layer '${layer.name}'`);
  const isFitting =
    constant.shape.length === shape.length &&
    shape.every((size, at) => size === -1 || size === constant.shape[at]);
  const { data } = constant;
  if (!isFitting || !(data instanceof Float32Array)) {
    throw new TypeError(
      `has the weight '${name}' of the layer '${layer.name}' as ${constant.dtype}[${constant.shape.join(', ')}], and ` +
        `float32[${shape.join(', ')}] is expected`,
    );
  }
  return { ...constant, data };
}
