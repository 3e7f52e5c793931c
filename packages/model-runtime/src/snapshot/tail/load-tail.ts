import {
  BYTES_PER_ELEMENT,
  elementCount,
  isShapeOf,
  type NamedTensors,
  type Signature,
  type Tensor,
} from '@pilotlight/protocol/tensors';
import { isObject } from '../plan-fields.ts';
import { runTail } from './run-tail.ts';
import type { SnapshotTail, TailConstant, TailNode } from './snapshot-tail.ts';
import { type TailTensor, unless, zeros } from './tail-tensor.ts';

/** Computes a model's outputs from the results of the replayed calls. */
type Tail = (computed: NamedTensors) => NamedTensors;

/**
 * Reads a tail. Like the rest of a plan, any content gives an answer of the signature's form or an error.
 *
 * @throws {SnapshotMismatchError} if it is no tail, or not one of this signature.
 */
export function loadTail(tail: SnapshotTail, { outputs }: Signature): Tail {
  unless(isTail(tail), 'there is no tail');
  unless(Object.keys(outputs).length === Object.keys(tail.outputs).length, 'there are other outputs');
  const constants = Object.entries(tail.constants).map(
    ([name, constant]) => [name, decode(constant)] as const,
  );

  return (computed) => {
    const known = new Map(constants);
    for (const [name, tensor] of Object.entries(computed)) known.set(name, numbers(tensor));
    const made = runTail(tail, known);
    for (const [name, spec] of Object.entries(outputs)) {
      const output = made[name];
      const isMeant = output?.dtype === (spec.heldAs ?? spec.dtype) && isShapeOf(spec, output.shape);
      unless(isMeant, `its output '${name}' has another form`);
    }
    return made;
  };
}

function numbers({ dtype, shape, data }: Tensor): TailTensor {
  if (dtype === 'float32' && data instanceof Float32Array) return { dtype, shape, data };
  if (dtype === 'int32' && data instanceof Int32Array) return { dtype, shape, data };
  unless(dtype === 'bool' && data instanceof Uint8Array, `no ${dtype} can be used`);
  return { dtype, shape, data };
}

function decode({ dtype, shape, b64 }: TailConstant): TailTensor {
  const bytes = Buffer.from(b64, 'base64');
  unless(bytes.length === elementCount(shape) * BYTES_PER_ELEMENT[dtype], 'a constant is of another size');
  const constant = zeros(dtype, shape);
  new Uint8Array(constant.data.buffer).set(bytes);
  return constant;
}

function isTail(tail: unknown): tail is SnapshotTail {
  if (!isObject(tail)) return false;
  const { nodes, constants, outputs } = tail;
  return (
    isObject(nodes) &&
    Object.values(nodes).every(isNode) &&
    isObject(constants) &&
    Object.values(constants).every(isConstant) &&
    isObject(outputs) &&
    Object.values(outputs).every(isString)
  );
}

function isNode(node: unknown): node is TailNode {
  if (!isObject(node)) return false;
  const { op, inputs, attributes, loop } = node;
  return (
    isString(op) &&
    Array.isArray(inputs) &&
    inputs.every(isString) &&
    isObject(attributes) &&
    Object.values(attributes).every(isAttribute) &&
    (loop === undefined || isString(loop))
  );
}

function isAttribute(value: unknown): boolean {
  return ['number', 'boolean', 'string'].includes(typeof value) || isNumbers(value);
}

function isConstant(constant: unknown): boolean {
  if (!isObject(constant)) return false;
  const { dtype, shape, b64 } = constant;
  return ['float32', 'int32', 'bool'].includes(String(dtype)) && isNumbers(shape) && isString(b64);
}

const isString = (value: unknown): value is string => typeof value === 'string';

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
