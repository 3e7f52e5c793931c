import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant, ConstantData } from '../../graph/constant.ts';
import type { TensorSlice } from './slice-key.ts';

/** Copies a part out of a tensor. */
export function takeSlice(whole: Constant, slice: TensorSlice): Constant {
  const shape = slice.map(({ length }) => length);
  const data = sameKind(whole.data, elementCount(shape));
  for (const { at, partAt, length } of rows(slice, whole.shape)) copy(whole.data, at, data, partAt, length);
  return { dtype: whole.dtype, shape, data };
}

/** Copies a part into its whole tensor. */
export function copySlice({
  part,
  slice,
  shape,
  into,
}: {
  part: Constant;
  slice: TensorSlice;
  shape: readonly number[];
  into: Constant | undefined;
}): Constant {
  const whole = into ?? { dtype: part.dtype, shape, data: sameKind(part.data, elementCount(shape)) };
  for (const { at, partAt, length } of rows(slice, shape)) copy(part.data, partAt, whole.data, at, length);
  return whole;
}

/** Returns the offsets of the rows of a slice, in the tensor and in the part. */
function* rows(
  slice: TensorSlice,
  shape: readonly number[],
): Generator<{ at: number; partAt: number; length: number }> {
  const length = slice.at(-1)?.length ?? 1;
  const count = slice.slice(0, -1).reduce((product, extent) => product * extent.length, 1);
  for (let row = 0; row < count; row++) {
    let at = 0;
    let stride = 1;
    let rest = row;
    for (let axis = slice.length - 1; axis >= 0; axis--) {
      const { start = 0, length: size = 1 } = slice[axis] ?? {};
      const place = axis === slice.length - 1 ? 0 : rest % size;
      if (axis < slice.length - 1) rest = Math.floor(rest / size);
      at += (start + place) * stride;
      stride *= shape[axis] ?? 1;
    }
    yield { at, partAt: row * length, length };
  }
}

function sameKind(data: ConstantData, length: number): ConstantData {
  if (!ArrayBuffer.isView(data)) throw new TypeError('a part of a variable holds text');
  return data.constructor === Float32Array ? new Float32Array(length) : emptyLike(data, length);
}

function emptyLike(data: Exclude<ConstantData, readonly Uint8Array[]>, length: number): ConstantData {
  const buffer = new ArrayBuffer(length * data.BYTES_PER_ELEMENT);
  switch (true) {
    case data instanceof Float64Array:
      return new Float64Array(buffer);
    case data instanceof Int32Array:
      return new Int32Array(buffer);
    case data instanceof BigInt64Array:
      return new BigInt64Array(buffer);
    case data instanceof Uint8Array:
      return new Uint8Array(buffer);
    default:
      throw new TypeError('a part of a variable has an unsupported dtype');
  }
}

function copy(from: ConstantData, at: number, to: ConstantData, toAt: number, length: number): void {
  if (from instanceof Float32Array && to instanceof Float32Array)
    to.set(from.subarray(at, at + length), toAt);
  else if (from instanceof Float64Array && to instanceof Float64Array)
    to.set(from.subarray(at, at + length), toAt);
  else if (from instanceof Int32Array && to instanceof Int32Array)
    to.set(from.subarray(at, at + length), toAt);
  else if (from instanceof BigInt64Array && to instanceof BigInt64Array)
    to.set(from.subarray(at, at + length), toAt);
  else if (from instanceof Uint8Array && to instanceof Uint8Array)
    to.set(from.subarray(at, at + length), toAt);
}
