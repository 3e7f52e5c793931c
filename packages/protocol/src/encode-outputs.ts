import { elementCount, type NamedTensors, type Tensor } from './tensor.ts';
import type { NamedOrSingleOutput, OutputValue } from './response.ts';

/** Turns the tensors of an answer into columns: the only one without its name, or all by name. */
export function encodeColumns(tensors: NamedTensors): NamedOrSingleOutput {
  return nameUnlessSingle(tensors, (tensor) => nest(tensor, 0, tensor.shape));
}

/** Turns the tensors of an answer into `rows` rows along their first dimension. */
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
  if (length === undefined) return dtype === 'bool' ? data[offset] === 1 : (data[offset] ?? 0);
  if (inner.length === 0 && dtype !== 'bool') return Array.from(data.subarray(offset, offset + length));
  const stride = elementCount(inner);
  return Array.from({ length }, (_, at) => nest({ dtype, data }, offset + at * stride, inner));
}
