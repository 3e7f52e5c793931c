import { isBinaryTensor } from './binary-tensor.ts';
import { describeValue } from './describe-value.ts';
import { allocate, BYTES_PER_ELEMENT } from '../tensors/dtype.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { MAX_TENSOR_BYTES } from './limits.ts';
import type { TensorPayload } from './request.ts';
import { quantise, realSpec } from '../tensors/quantization.ts';
import { ReadyTensor } from '../tensors/ready-tensor.ts';
import { RequestTooLargeError } from '../errors/request-too-large-error.ts';
import type { Signature, TensorSpec } from '../tensors/signature.ts';
import { elementCount, type NamedTensors, type Tensor } from '../tensors/tensor.ts';
import { readTensor, resolveShape } from './read-tensor.ts';

/** A value of a request and the path that leads to it. */
interface Located {
  value: unknown;
  field: string;
}

/**
 * Turns the nested arrays or bytes of a predict request into the tensors that a signature asks for.
 * Nothing that does not fit the signature in name, dtype, shape or range gets through. Real values are made the
 * integers that stand for them, unless the request holds those (`raw`).
 *
 * @throws {InvalidRequestError} naming the first value that does not fit.
 * @throws {RequestTooLargeError} where the tensors would take more than {@link MAX_TENSOR_BYTES} together.
 */
export function decodeInputs(payload: TensorPayload, signature: Signature, raw = false): NamedTensors {
  const rowwise = payload.form === 'instances';
  const first = rowwise ? (payload.first ?? 0) : 0;
  // Under `inputs` each input is one value; under `instances` it is one value a row.
  const values = gatherRows(
    rowwise
      ? payload.rows.map((value, at) => ({ value, field: `instances[${first + at}]` }))
      : [{ value: payload.columns, field: 'inputs' }],
    Object.keys(signature.inputs),
  );

  let bytes = 0;
  const tensors: Record<string, Tensor> = {};
  for (const [name, declared] of Object.entries(signature.inputs)) {
    const spec = raw ? declared : realSpec(declared);
    const column = values[name] ?? [];
    const shape = rowwise ? rowsShape(column, spec) : wholeShape(column, spec);
    bytes += elementCount(shape) * BYTES_PER_ELEMENT[spec.dtype];
    if (bytes > MAX_TENSOR_BYTES) {
      throw new RequestTooLargeError({
        field: payload.form,
        expected: `tensors of at most ${MAX_TENSOR_BYTES} bytes together`,
        received: `${bytes} bytes or more`,
      });
    }
    const tensor = fill(column, spec, shape, rowwise ? shape.slice(1) : shape);
    tensors[name] = spec.dtype === declared.dtype ? tensor : quantise(tensor, declared);
  }
  return tensors;
}

function fill(
  values: readonly Located[],
  spec: TensorSpec,
  shape: readonly number[],
  each: readonly number[],
): Tensor {
  const data = allocate(spec.dtype, elementCount(shape));
  const stride = elementCount(each);
  values.forEach(({ value, field }, at) => {
    readTensor({ value, field, dtype: spec.dtype, shape: each, target: data, offset: at * stride });
  });
  return { dtype: spec.dtype, shape, data };
}

function wholeShape([located]: readonly Located[], spec: TensorSpec): readonly number[] {
  return located === undefined ? spec.shape : resolveShape({ ...located, spec });
}

/** The shape of all rows together. Dimensions that the signature leaves open are those of the first row. */
function rowsShape(rows: readonly Located[], spec: TensorSpec): readonly number[] {
  const [batch, ...rest] = spec.shape;
  const [first] = rows;
  if (batch === undefined || first === undefined) {
    throw new InvalidRequestError({
      field: 'instances',
      expected: '`inputs`, as this signature has an input without a batch dimension',
      received: '`instances`',
    });
  }
  if (batch !== -1 && batch !== rows.length) {
    throw new InvalidRequestError({
      field: 'instances',
      expected: `${batch} rows, as this model's batch size is fixed`,
      received: String(rows.length),
    });
  }
  return [rows.length, ...resolveShape({ ...first, spec: { dtype: spec.dtype, shape: rest } })];
}

/** Sorts rows into one list of values for each input. */
function gatherRows(rows: readonly Located[], names: readonly string[]): Record<string, Located[]> {
  const columns = Object.fromEntries(names.map((name) => [name, [] as Located[]]));
  for (const row of rows) {
    for (const [name, value] of Object.entries(byName(row, names))) columns[name]?.push(value);
  }
  return columns;
}

/** Reads a value that is either the only input or an object that holds every input by name. */
function byName({ value, field }: Located, names: readonly string[]): Record<string, Located> {
  const [only] = names;
  if (value instanceof ReadyTensor || !isRecord(value) || isBinaryTensor(value)) {
    if (names.length === 1 && only !== undefined) return { [only]: { value, field } };
    throw new InvalidRequestError({
      field,
      expected: `an object with the inputs ${quoteAll(names)}`,
      received: describeValue(value),
    });
  }
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    throw new InvalidRequestError({
      field: `${field}.${name.slice(0, 64)}`,
      expected: `one of the inputs ${quoteAll(names)}`,
      received: 'another name',
    });
  }
  const located: Record<string, Located> = {};
  for (const name of names) {
    if (!Object.hasOwn(value, name)) {
      throw new InvalidRequestError({ field: `${field}.${name}`, expected: 'a tensor', received: 'nothing' });
    }
    located[name] = { value: value[name], field: `${field}.${name}` };
  }
  return located;
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
