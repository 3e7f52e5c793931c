import { elementCount, type NamedTensors, type Tensor } from '../tensors/tensor.ts';
import { encodeBase64 } from '../tensors/base64.ts';
import type { DType } from '../tensors/dtype.ts';
import type { Element } from '../tensors/elements.ts';
import type { NamedOrSingleOutput, OutputValue } from './answer.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Encodes the tensors of an answer as columns: a single one without its name, several by name. */
export function encodeColumns(tensors: NamedTensors): NamedOrSingleOutput {
  return nameUnlessSingle(tensors, (tensor) => nest(tensor, 0, tensor.shape));
}

/** Encodes the tensors of an answer as `rows` rows along their first dimension. */
export function encodeRows(tensors: NamedTensors, rows: number): NamedOrSingleOutput[] {
  return Array.from({ length: rows }, (_, row) =>
    nameUnlessSingle(tensors, (tensor) => {
      const shape = tensor.shape.slice(1);
      return nest(tensor, row * elementCount(shape), shape);
    }),
  );
}

function nameUnlessSingle(
  tensors: NamedTensors,
  encode: (tensor: Tensor) => OutputValue,
): NamedOrSingleOutput {
  const entries = Object.entries(tensors);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) return encode(first[1]);
  return Object.fromEntries(entries.map(([name, tensor]) => [name, encode(tensor)]));
}

function nest(
  { dtype, data }: Pick<Tensor, 'dtype' | 'data'>,
  offset: number,
  shape: readonly number[],
): OutputValue {
  const [length, ...inner] = shape;
  if (length === undefined) return encodeElement(data[offset], dtype);
  if (inner.length === 0 && data instanceof Float32Array)
    return Array.from(data.subarray(offset, offset + length));
  const stride = elementCount(inner);
  return Array.from({ length }, (_, at) => nest({ dtype, data }, offset + at * stride, inner));
}

function encodeElement(element: Element | undefined, dtype: DType): OutputValue {
  if (typeof element === 'bigint') {
    // JSON's numbers are doubles. An integer that they cannot hold becomes a string, as in Protocol Buffers' JSON.
    return Number.isSafeInteger(Number(element)) ? Number(element) : String(element);
  }
  if (element instanceof Uint8Array) return encodeString(element);
  return dtype === 'bool' ? element === 1 : (element ?? 0);
}

/** Returns text if the bytes are UTF-8, else the bytes. */
function encodeString(bytes: Uint8Array): OutputValue {
  try {
    return utf8.decode(bytes);
  } catch {
    return { b64: encodeBase64(bytes) };
  }
}
