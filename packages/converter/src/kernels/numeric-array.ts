import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { Constant, ConstantData } from '../graph/constant.ts';

export type NumericArray = Exclude<ConstantData, readonly Uint8Array[]>;

/** Returns an array for elements of a dtype; undefined for a dtype in which no constants are computed. */
export function emptyArray(dtype: DataTypeName, length: number): NumericArray | undefined {
  switch (dtype) {
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'int64':
      return new BigInt64Array(length);
    case 'bool':
    case 'uint8':
      return new Uint8Array(length);
    case 'int8':
      return new Int8Array(length);
    case 'int16':
      return new Int16Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'uint32':
      return new Uint32Array(length);
    default:
      return undefined;
  }
}

/** Returns the elements as JavaScript's numbers; undefined if one is not exact in them, or they are text. */
export function toNumbers({ data }: Constant): ArrayLike<number> | undefined {
  if (!ArrayBuffer.isView(data)) return undefined;
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data;
  const numbers = Array.from(data, Number);
  return numbers.every(Number.isSafeInteger) ? numbers : undefined;
}

/** Returns a constant of these numbers; undefined if one of them does not fit its dtype exactly. */
export function fromNumbers(
  dtype: DataTypeName,
  shape: readonly number[],
  numbers: ArrayLike<number>,
): Constant | undefined {
  const data = emptyArray(dtype, numbers.length);
  if (!data) return undefined;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
      if (!Number.isSafeInteger(number)) return undefined;
      data[at] = BigInt(number);
    } else {
      data[at] = number;
      if (!(data instanceof Float32Array || data instanceof Float64Array) && data[at] !== number)
        return undefined;
    }
  }
  return { dtype, shape, data };
}
