import { BYTES_PER_ELEMENT, elementCount, isShapeOf, type Signature } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../../store/manifest.ts';
import { WASM_PAGE } from '../../webassembly/web-assembly.ts';
import {
  ODD_NUMBERS,
  PLAN_VERSION,
  SNAPSHOT_FILES,
  type SnapshotOutput,
  type SnapshotPlan,
} from '../snapshot-plan.ts';
import { type Fields, isObject } from '../plan-fields.ts';
import { SnapshotMismatchError } from './snapshot-mismatch-error.ts';

/** The most memory in WebAssembly with addresses of 32 bits. */
const MAX_PAGES = 65_536;

/** The most addresses that a plan refers to by number. */
const MAX_GIVEN = 1_000_000;

/**
 * Reads a plan, and checks it against the model's manifest. Its digest shows only that it is the file that was added. For
 * any content, the result is an answer of the signature's form or an error. Written by hand, because each cold start runs
 * this.
 *
 * @throws {SnapshotMismatchError} if it is of another version, of another signature, or not a plan.
 */
export function readPlan(
  json: Uint8Array,
  { signatures, files }: Pick<Manifest, 'signatures' | 'files'>,
): SnapshotPlan {
  const plan: unknown = JSON.parse(new TextDecoder().decode(json));
  if (!isObject(plan) || plan['version'] !== PLAN_VERSION) {
    throw new SnapshotMismatchError(`it was taken by another version of Pilotlight`);
  }
  const { signature: name, engine, portable, calls, copies } = plan;
  const signature =
    typeof name === 'string' && Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  require(signature !== undefined, 'signature');
  require(engine === undefined || engine === files[SNAPSHOT_FILES.engine], 'engine');
  require(portable === undefined || portable === files[SNAPSHOT_FILES.portable], 'portable');
  require(Array.isArray(calls) && calls.every(isCall), 'calls');
  require(isMemory(plan['memory']), 'memory');
  require(typeof plan['table'] === 'string', 'table');
  require(Array.isArray(copies) && copies.every((copy) => typeof copy === 'string'), 'copies');
  const { inputs, outputs, tail } = plan;
  require(areInputs(inputs, signature), 'inputs');
  // load-tail.ts looks at a tail, which few models have, and at the outputs that it computes.
  const areRead = Array.isArray(outputs) && outputs.every((output) => isRead(output, inputs, calls.length));
  require(areRead && (tail !== undefined || areOutputs(outputs, signature)), 'outputs');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- looked at field by field above
  const read = plan as unknown as SnapshotPlan;
  // Plans from before this was checked do not say whether the numbers of rows differ.
  require(engine === undefined ||
    read.rowsDiffer === true ||
    !haveOtherRows(read, outputsByName(read), signature), 'rows');
  require(read.startsAfresh === undefined || read.startsAfresh, 'startsAfresh');
  require(read.rowByRow === undefined || (read.rowByRow && isOneRow(read)), 'rowByRow');
  return read;
}

/** Returns the outputs that are read; those that a tail computes have shapes only when it has run. */
function outputsByName({ outputs, tail }: SnapshotPlan): Record<string, SnapshotOutput> {
  return tail ? {} : Object.fromEntries(outputs.map((output) => [output.name, output]));
}

function isOneRow({ inputs, outputs, tail }: SnapshotPlan): boolean {
  return tail === undefined && [...Object.values(inputs), ...outputs].every(({ shape }) => shape[0] === 1);
}

function require(condition: boolean, field: string): asserts condition {
  if (!condition) throw new SnapshotMismatchError(`its plan does not fit the model: ${field}`);
}

function isMemory(memory: unknown): boolean {
  if (!isObject(memory)) return false;
  const { name, pages, extents, crc32 } = memory;
  if (typeof name !== 'string' || !isCount(pages, MAX_PAGES) || !isCount(crc32, 2 ** 32)) return false;
  return (
    Array.isArray(extents) &&
    extents.every((extent) => Array.isArray(extent) && extent.length === 2 && extent.every(isLength))
  );
}

/** True for all of the signature's inputs, each in a shape that it may have. */
function areInputs(inputs: unknown, signature: Signature): inputs is SnapshotPlan['inputs'] {
  return (
    isObject(inputs) &&
    Object.keys(inputs).length === Object.keys(signature.inputs).length &&
    Object.entries(signature.inputs).every(
      ([name, spec]) => Object.hasOwn(inputs, name) && isOf(spec, inputs[name]),
    )
  );
}

/** True for numbers that are read after one of the calls, or copied from an input of the same form. */
function isRead(output: unknown, inputs: SnapshotPlan['inputs'], calls: number): output is Fields {
  if (!isObject(output)) return false;
  const { name, at, after, input, shape, dtype } = output;
  return (
    typeof name === 'string' &&
    typeof dtype === 'string' &&
    dtype !== 'string' &&
    Object.hasOwn(BYTES_PER_ELEMENT, dtype) &&
    isSize(shape) &&
    (input === undefined
      ? isValue(at) && isCount(after, calls - 1)
      : isCopyOf(inputs, input, { shape, dtype }))
  );
}

/** True for all of the signature's outputs, each once, in a shape that it may have. */
function areOutputs(outputs: readonly Fields[], signature: Signature): boolean {
  const names = new Set(outputs.map(({ name }) => name));
  return (
    outputs.length === Object.keys(signature.outputs).length &&
    names.size === outputs.length &&
    outputs.every(({ name, shape, dtype }) => {
      const spec =
        typeof name === 'string' && Object.hasOwn(signature.outputs, name)
          ? signature.outputs[name]
          : undefined;
      return spec !== undefined && isOf(spec, { dtype, shape });
    })
  );
}

function isCopyOf(inputs: SnapshotPlan['inputs'], name: unknown, { shape, dtype }: Fields): boolean {
  const input = typeof name === 'string' && Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  return (
    input?.dtype === dtype && Array.isArray(shape) && elementCount(shape) === elementCount(input?.shape ?? [])
  );
}

/** True if an output has another number of rows than the inputs, where the signature leaves both open. */
export function haveOtherRows(
  { inputs }: Pick<SnapshotPlan, 'inputs'>,
  outputs: Readonly<Record<string, Pick<SnapshotOutput, 'shape'>>>,
  signature: Signature,
): boolean {
  if (!Object.values(signature.inputs).every(hasOpenRows)) return false;
  const [rows, ...others] = new Set(Object.values(inputs).map(({ shape }) => shape[0]));
  if (others.length > 0) return false;
  return Object.entries(outputs).some(
    ([name, { shape }]) => hasOpenRows(signature.outputs[name]) && shape[0] !== rows,
  );
}

function hasOpenRows(spec: Signature['inputs'][string] | undefined): boolean {
  return spec?.shape[0] === -1;
}

function isOf(spec: Signature['inputs'][string], tensor: unknown): boolean {
  if (!isObject(tensor) || tensor['dtype'] !== (spec.heldAs ?? spec.dtype)) return false;
  const { shape } = tensor;
  return isSize(shape) && isShapeOf(spec, shape);
}

function isSize(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.every(isLength) && elementCount(shape) <= MAX_PAGES * WASM_PAGE;
}

function isCall(call: unknown): boolean {
  if (!isObject(call)) return false;
  const { callee, args, result, gives, writes = [], imports = [] } = call;
  return (
    typeof callee === 'string' &&
    areValues(args) &&
    (result === undefined || isNumber(result)) &&
    (gives === undefined || isCount(gives, MAX_GIVEN)) &&
    Array.isArray(writes) &&
    writes.every(isWrite) &&
    Array.isArray(imports) &&
    imports.every(isImport)
  );
}

function isWrite(write: unknown): boolean {
  if (!isObject(write) || !isValue(write['at'])) return false;
  if ('b64' in write) return typeof write['b64'] === 'string';
  if ('rows' in write) return isValue(write['from']) && areRows(write);
  if ('cast' in write) return isValue(write['from']) && isCast(write);
  if ('below' in write) return isLength(write['count']) && areBounds(write['below']);
  if ('from' in write)
    return isValue(write['from']) && isLength(write['offset']) && isLength(write['length']);
  return typeof write['input'] === 'string';
}

/** True for rows that fit into memory and do not contain each other, so that copying them ends. */
function areRows({ rows, length, offset = 0, fromStep, toStep, to }: Fields): boolean {
  if (![rows, length, offset, fromStep, toStep, to].every(isLength)) return false;
  const [count, bytes, step] = [Number(rows), Number(length), Number(toStep)];
  return bytes > 0 && (count <= 1 || (step >= bytes && isLength((count - 1) * step + bytes + Number(to))));
}

function isCast({ cast, offset, count }: Fields): boolean {
  return (
    isLength(offset) &&
    isLength(count) &&
    Array.isArray(cast) &&
    cast.length === 2 &&
    cast.every((dtype) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool')
  );
}

function areBounds(below: unknown): boolean {
  return Array.isArray(below) && below.length > 0 && below.every(isLength);
}

function isImport(made: unknown): boolean {
  if (!isObject(made)) return false;
  const { name, args, reads = [], result, calls = [] } = made;
  return (
    typeof name === 'string' &&
    areValues(args) &&
    Array.isArray(reads) &&
    reads.every(
      (read: unknown) => isObject(read) && isLength(read['argument']) && isCount(read['gives'], MAX_GIVEN),
    ) &&
    (result === undefined || isValue(result)) &&
    Array.isArray(calls) &&
    calls.every(isCall)
  );
}

function areValues(values: unknown): boolean {
  return Array.isArray(values) && values.every(isValue);
}

function isValue(value: unknown): boolean {
  return isNumber(value) || (isObject(value) && isCount(value['of'], MAX_GIVEN));
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || ODD_NUMBERS.some((odd) => odd === value);
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
}

function isLength(value: unknown): value is number {
  return isCount(value, MAX_PAGES * WASM_PAGE);
}
