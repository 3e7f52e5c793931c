import { decodeBase64 } from '../tensors/base64.ts';
import { isBinaryTensor } from './binary-tensor.ts';
import { describeValue } from './describe-value.ts';
import { BYTES_PER_ELEMENT, DTYPES, type DType, type Elements, viewBytes } from '../tensors/dtype.ts';
import { copyElements, setElement } from '../tensors/elements.ts';
import { InvalidRequestError } from '../errors/invalid-request-error.ts';
import { ELEMENT_READERS } from './read-element.ts';
import { ReadyTensor } from '../tensors/ready-tensor.ts';
import type { BinaryTensor } from './request.ts';
import type { TensorSpec } from '../tensors/signature.ts';
import { elementCount } from '../tensors/tensor.ts';

/** The most dimensions of a tensor: more than models have, and fewer than native TensorFlow takes. */
const MAX_RANK = 32;

/**
 * Returns the shape of a value: dimensions that `spec` leaves open come from the value. Looks only at the first element
 * of each level of nested arrays; {@link readTensor} checks the others.
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
  if (value instanceof ReadyTensor) return [...value.tensor.shape];
  const wanted = spec.unknownRank ? undefined : spec.shape;
  if (isBinaryTensor(value) && spec.dtype !== 'string')
    return checkBinary({ value, field, dtype: spec.dtype, shape: wanted }).shape.slice();

  const shape: number[] = [];
  let inner = value;
  let path = field;
  for (const expected of wanted ?? anySizes(value)) {
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

/** Returns an open size for each level of nested arrays, up to the most dimensions of a tensor. */
function anySizes(value: unknown): number[] {
  const sizes: number[] = [];
  for (let inner = value; Array.isArray(inner) && sizes.length < MAX_RANK; inner = inner[0]) sizes.push(-1);
  return sizes;
}

/** The source of a tensor, its dtype and shape, and the target of its elements. */
export interface TensorReading {
  value: unknown;
  field: string;
  dtype: DType;
  shape: readonly number[];
  target: Elements[DType];
  offset: number;
}

/**
 * Reads nested arrays, bytes or a ready tensor, of exactly `shape`, into `target`, from `offset` on.
 *
 * @throws {InvalidRequestError} naming the first element that does not fit.
 */
export function readTensor(reading: TensorReading): void {
  const { value, field, dtype, shape, target, offset } = reading;
  if (value instanceof ReadyTensor) {
    copyElements(value.tensor.data, target, offset);
    return;
  }
  if (isBinaryTensor(value) && dtype !== 'string') {
    copyElements(decodeBytes(checkBinary({ value, field, dtype, shape }), field, dtype), target, offset);
    return;
  }
  const [length, ...inner] = shape;
  const { read } = ELEMENT_READERS[dtype];
  if (length === undefined) {
    const element = read(value);
    if (element === undefined) throw wrongValue({ value, field, dtype, shape });
    setElement(target, offset, element);
    return;
  }
  if (!Array.isArray(value)) throw wrongValue({ value, field, dtype, shape });
  if (value.length !== length) throw wrongLength(field, length, value.length);
  if (inner.length === 0) {
    // The innermost dimension holds nearly every element: a call and a path for each would cost too much.
    for (let at = 0; at < length; at++) {
      const element = read(value[at]);
      if (element === undefined) {
        throw wrongValue({ value: value[at], field: `${field}[${at}]`, dtype, shape: inner });
      }
      setElement(target, offset + at, element);
    }
    return;
  }
  const stride = elementCount(inner);
  for (let at = 0; at < length; at++) {
    const element = {
      value: value[at],
      field: `${field}[${at}]`,
      shape: inner,
      offset: offset + at * stride,
    };
    readTensor({ ...reading, ...element });
  }
}

/** Checks bytes before they are decoded: dtype, shape and length. */
function checkBinary({
  value,
  field,
  dtype,
  shape,
}: Pick<TensorReading, 'field' | 'dtype'> & {
  value: Record<keyof BinaryTensor, unknown>;
  /** Undefined if any shape is allowed. */
  shape: readonly number[] | undefined;
}): Required<BinaryTensor> {
  const known: readonly unknown[] = DTYPES;
  if (value.dtype !== dtype) {
    throw new InvalidRequestError({
      field: `${field}.dtype`,
      expected: `\`${dtype}\``,
      received: known.includes(value.dtype)
        ? `\`${String(value.dtype)}\``
        : value.dtype === undefined
          ? 'nothing'
          : 'an unknown dtype',
    });
  }
  const given = value.shape ?? (shape && shapeOfBytes(value.b64, dtype, shape));
  if (!isShape(given)) {
    throw new InvalidRequestError({
      field: `${field}.shape`,
      expected: 'a list of whole numbers from 1 up',
      received: describeValue(value.shape),
    });
  }
  const fits = shape
    ? given.length === shape.length && shape.every((size, at) => size === -1 || size === given[at])
    : given.length <= MAX_RANK;
  if (!fits) {
    throw new InvalidRequestError({
      field: `${field}.shape`,
      expected: shape ? `[${shape.join(', ')}]` : `at most ${MAX_RANK} dimensions`,
      received: given.length > 8 ? `${given.length} dimensions` : `[${given.join(', ')}]`,
    });
  }
  const bytes = elementCount(given) * BYTES_PER_ELEMENT[dtype];
  const length = 4 * Math.ceil(bytes / 3);
  if (typeof value.b64 !== 'string' || value.b64.length !== length) {
    throw new InvalidRequestError({
      field: `${field}.b64`,
      expected: `${elementCount(given)} elements of ${dtype} (${bytes} bytes in base64, ${length} characters)`,
      received: describeBytes(value.b64, BYTES_PER_ELEMENT[dtype]),
    });
  }
  return { dtype, shape: given, b64: value.b64 };
}

/** Describes bytes in base64, as elements if they fill whole ones. */
function describeBytes(b64: unknown, bytesPerElement: number): string {
  const elements = typeof b64 === 'string' && b64.length % 4 === 0 ? byteCount(b64) / bytesPerElement : 0;
  const isWhole = elements >= 1 && Number.isInteger(elements);
  return isWhole ? `${elements} of them (${describeValue(b64)})` : describeValue(b64);
}

/** Returns the number of bytes that base64 of this length stands for. */
function byteCount(b64: string): number {
  const padding = b64.endsWith('==') ? 2 : Number(b64.endsWith('='));
  return (b64.length / 4) * 3 - padding;
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size > 0);
}

/** Returns the only possible shape of bytes; undefined if several are possible. */
function shapeOfBytes(b64: unknown, dtype: DType, shape: readonly number[]): readonly number[] | undefined {
  const open = shape.filter((size) => size === -1).length;
  if (open === 0) return shape;
  if (open > 1 || typeof b64 !== 'string') return undefined;
  const others = elementCount(shape.filter((size) => size !== -1)) * BYTES_PER_ELEMENT[dtype];
  // Bytes that do not fill whole elements are refused later, for their length.
  const size = Math.max(1, Math.floor(byteCount(b64) / others));
  return shape.map((each) => (each === -1 ? size : each));
}

function decodeBytes(
  { shape, b64 }: Required<BinaryTensor>,
  field: string,
  dtype: Exclude<DType, 'string'>,
): Elements[Exclude<DType, 'string'>] {
  const invalid = (received: string) =>
    new InvalidRequestError({ field: `${field}.b64`, expected: `${dtype} elements in base64`, received });
  const bytes = decodeBase64(b64);
  if (!bytes) throw invalid('characters that are not base64');
  if (bytes.length !== elementCount(shape) * BYTES_PER_ELEMENT[dtype]) throw invalid(`${bytes.length} bytes`);

  const elements = viewBytes(dtype, bytes);
  if (dtype !== 'float32' && dtype !== 'bool') return elements;
  for (let at = 0; at < elements.length; at++) {
    const element = Number(elements[at]);
    if (dtype === 'float32' ? !Number.isFinite(element) : element > 1) {
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
  const expected =
    shape.length === 0
      ? ELEMENT_READERS[dtype].expected
      : `nested arrays of shape [${shape.join(', ')}] of ${dtype}`;
  return new InvalidRequestError({ field, expected, received: describeValue(value) });
}

function wrongLength(field: string, expected: number | string, received: number): InvalidRequestError {
  return new InvalidRequestError({
    field,
    expected: `an array of ${expected}`,
    received: `an array of ${received}`,
  });
}
