import { isRecord, toList, toRecord, toText } from './layer-config.ts';
import type { Argument, Call, TensorRef } from './model-spec.ts';

/** Keras 2's mark of a first argument that is not a tensor. */
const CONSTANT = '_CONSTANT_VALUE';

/** Reads the arguments of a layer's call, in the format of Keras 3 or Keras 2. */
export function readCall(node: unknown): Call<TensorRef> {
  if (isRecord(node) && 'args' in node) {
    return {
      positional: toList(node['args']).map(readArgument),
      named: new Map(
        Object.entries(toRecord(node['kwargs'] ?? {})).map(([key, value]) => [key, readArgument(value)]),
      ),
    };
  }
  if (isRecord(node)) {
    return {
      positional: [
        { kind: 'object', entries: new Map(Object.entries(node).map(([key, ref]) => [key, readOld(ref)])) },
      ],
      named: new Map(),
    };
  }
  const refs = toList(node);
  const named = new Map<string, Argument<TensorRef>>();
  const items = refs.map((ref) => {
    const [, , , more] = toList(ref);
    if (isRecord(more)) for (const [key, value] of Object.entries(more)) named.set(key, readOldNamed(value));
    return readOld(ref);
  });
  const [only] = items;
  return { positional: items.length === 1 && only ? [only] : [{ kind: 'list', items }], named };
}

/** Reads the inputs or outputs of a model: `[layer, call, tensor]`, or a list or an object of them. */
export function readEnds(value: unknown): Argument<TensorRef> {
  if (isRecord(value)) {
    return {
      kind: 'object',
      entries: new Map(Object.entries(value).map(([key, item]) => [key, readEnds(item)])),
    };
  }
  const list = toList(value);
  return typeof list[0] === 'string' ? readOld(list) : { kind: 'list', items: list.map(readEnds) };
}

function readArgument(value: unknown): Argument<TensorRef> {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(readArgument) };
  if (!isRecord(value)) return { kind: 'value', value };
  const { class_name: className, config } = value;
  if (className === '__keras_tensor__') {
    const [layer, call, tensor] = toList(toRecord(config)['keras_history']);
    return { kind: 'tensor', tensor: toRef(layer, call, tensor) };
  }
  if (className === '__tuple__')
    return { kind: 'list', items: toList(value['config'] ?? value['items']).map(readArgument) };
  if (typeof className === 'string') return { kind: 'value', value };
  return {
    kind: 'object',
    entries: new Map(Object.entries(value).map(([key, item]) => [key, readArgument(item)])),
  };
}

function readOld(ref: unknown): Argument<TensorRef> {
  const [layer, call, tensor] = toList(ref);
  if (layer === CONSTANT) return { kind: 'value', value: tensor };
  return { kind: 'tensor', tensor: toRef(layer, call, tensor) };
}

/** Reads a named argument of Keras 2, which is a tensor if it looks like one. */
function readOldNamed(value: unknown): Argument<TensorRef> {
  if (!Array.isArray(value)) return { kind: 'value', value };
  const [layer, call, tensor] = value;
  const isRef =
    value.length === 3 &&
    typeof layer === 'string' &&
    Number.isSafeInteger(call) &&
    Number.isSafeInteger(tensor);
  return isRef ? readOld(value) : { kind: 'list', items: value.map(readOldNamed) };
}

function toRef(layer: unknown, call: unknown, tensor: unknown): TensorRef {
  if (!Number.isSafeInteger(call) || !Number.isSafeInteger(tensor))
    throw new TypeError('has a tensor without the number of its call or output');
  return { layer: toText(layer), call: Number(call), tensor: Number(tensor) };
}
