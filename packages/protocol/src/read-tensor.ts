import { isBinaryTensor } from './binary-tensor.ts';
import { describeValue } from './describe-value.ts';
import { BYTES_PER_ELEMENT, DTYPES, type DType, type TypedArrays, viewBytes } from './dtype.ts';
import { InvalidRequestError } from './invalid-request-error.ts';
import type { BinaryTensor } from './request.ts';
import type { TensorSpec } from './signature.ts';
import { elementCount } from './tensor.ts';

const MAX_FLOAT32 = 3.4028234663852886e38;

/**
 * The shape of a value, with every dimension that `spec` leaves open taken from the value itself.
 * Of nested arrays only the first element of each level is looked at: {@link readTensor} checks the others.
 */
export function resolveShape({
  value,
  field,
  spec,
}: {
  value: unknown;
  field: string;
  spec: TensorSpec;
}): number[] {
  if (isBinaryTensor(value))
    return checkBinary({ value, field, dtype: spec.dtype, shape: spec.shape }).shape.slice();

  const shape: number[] = [];
  let inner = value;
  let path = field;
  for (const expected of spec.shape) {
    if (!Array.isArray(inner))
      throw wrongValue({
        value: inner,
        field: path,
        dtype: spec.dtype,
        shape: spec.shape.slice(shape.length),
      });
    if (expected !== -1 && inner.length !== expected) throw wrongLength(path, expected, inner.length);
    if (inner.length === 0) throw wrongLength(path, 'at least 1', 0);
    shape.push(inner.length);
    inner = inner[0];
    path = `${path}[0]`;
  }
  return shape;
}

/** Where a tensor is read from, what it must be, and where its elements go. */
export interface TensorReading {
  value: unknown;
  field: string;
  dtype: DType;
  shape: readonly number[];
  target: TypedArrays[DType];
  offset: number;
}

/**
 * Reads nested arrays or bytes of exactly `shape` into `target`, from `offset` on.
 *
 * @throws {InvalidRequestError} naming the first element that does not fit.
 */
export function readTensor(reading: TensorReading): void {
  const { value, field, dtype, shape, target, offset } = reading;
  if (isBinaryTensor(value)) {
    target.set(decodeBytes(checkBinary({ value, field, dtype, shape }), field, dtype), offset);
    return;
  }
  const [length, ...inner] = shape;
  if (length === undefined) {
    const element = readElement(value, dtype);
    if (element === undefined) throw wrongValue({ value, field, dtype, shape });
    target[offset] = element;
    return;
  }
  if (!Array.isArray(value)) throw wrongValue({ value, field, dtype, shape });
  if (value.length !== length) throw wrongLength(field, length, value.length);
  if (inner.length === 0) {
    // The innermost dimension holds nearly every element: no call and no path for each.
    for (let at = 0; at < length; at++) {
      const element = readElement(value[at], dtype);
      if (element === undefined)
        throw wrongValue({ value: value[at], field: `${field}[${at}]`, dtype, shape: inner });
      target[offset + at] = element;
    }
    return;
  }
  const stride = elementCount(inner);
  for (let at = 0; at < length; at++) {
    readTensor({
      ...reading,
      value: value[at],
      field: `${field}[${at}]`,
      shape: inner,
      offset: offset + at * stride,
    });
  }
}

function readElement(value: unknown, dtype: DType): number | undefined {
  if (dtype === 'bool') return typeof value === 'boolean' ? Number(value) : undefined;
  if (typeof value !== 'number') return undefined;
  if (dtype === 'int32') return Number.isInteger(value) && value === (value | 0) ? value : undefined;
  return Math.abs(value) <= MAX_FLOAT32 ? value : undefined;
}

/** Checks all that can be said of bytes before they are decoded, their length included. */
function checkBinary({
  value,
  field,
  dtype,
  shape,
}: Omit<TensorReading, 'value' | 'target' | 'offset'> & {
  value: Record<keyof BinaryTensor, unknown>;
}): BinaryTensor {
  const known: readonly unknown[] = DTYPES;
  if (value.dtype !== dtype) {
    throw new InvalidRequestError({
      field: `${field}.dtype`,
      expected: `\`${dtype}\``,
      received: known.includes(value.dtype) ? `\`${String(value.dtype)}\`` : 'an unknown dtype',
    });
  }
  if (!Array.isArray(value.shape) || !value.shape.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new InvalidRequestError({
      field: `${field}.shape`,
      expected: 'a list of whole numbers from 1 up',
      received: describeValue(value.shape),
    });
  }
  const given: readonly number[] = value.shape;
  if (given.length !== shape.length || shape.some((size, at) => size !== -1 && size !== given[at])) {
    throw new InvalidRequestError({
      field: `${field}.shape`,
      expected: `[${shape.join(', ')}]`,
      received: given.length > 8 ? `${given.length} dimensions` : `[${given.join(', ')}]`,
    });
  }
  const bytes = elementCount(given) * BYTES_PER_ELEMENT[dtype];
  const length = 4 * Math.ceil(bytes / 3);
  if (typeof value.b64 !== 'string' || value.b64.length !== length) {
    throw new InvalidRequestError({
      field: `${field}.b64`,
      expected: `${bytes} bytes in base64, ${length} characters`,
      received: describeValue(value.b64),
    });
  }
  return { dtype, shape: given, b64: value.b64 };
}

function decodeBytes({ shape, b64 }: BinaryTensor, field: string, dtype: DType): TypedArrays[DType] {
  const invalid = (received: string) =>
    new InvalidRequestError({ field: `${field}.b64`, expected: `${dtype} elements in base64`, received });
  let binary: string;
  try {
    binary = atob(b64);
  } catch {
    throw invalid('characters that are not base64');
  }
  const bytes = new Uint8Array(elementCount(shape) * BYTES_PER_ELEMENT[dtype]);
  if (binary.length !== bytes.length) throw invalid(`${binary.length} bytes`);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);

  const elements = viewBytes(dtype, bytes);
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at] ?? 0;
    if (dtype === 'float32' ? !Number.isFinite(element) : dtype === 'bool' && element > 1) {
      throw invalid(`${dtype === 'bool' ? 'the byte ' : ''}${element} at element ${at}`);
    }
  }
  return elements;
}

function wrongValue({
  value,
  field,
  dtype,
  shape,
}: Pick<TensorReading, 'value' | 'field' | 'dtype' | 'shape'>): InvalidRequestError {
  const element = {
    float32: 'a finite float32 number',
    int32: 'a whole int32 number',
    bool: 'true or false',
  }[dtype];
  const expected = shape.length === 0 ? element : `nested arrays of shape [${shape.join(', ')}] of ${dtype}`;
  return new InvalidRequestError({ field, expected, received: describeValue(value) });
}

function wrongLength(field: string, expected: number | string, received: number): InvalidRequestError {
  return new InvalidRequestError({
    field,
    expected: `an array of ${expected}`,
    received: `an array of ${received}`,
  });
}
