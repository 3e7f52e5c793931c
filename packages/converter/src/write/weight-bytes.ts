import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import { ConversionError } from '../conversion-error.ts';
import type { Constant } from '../graph/constant.ts';

const MOST_INT32 = 2 ** 31 - 1;
const LEAST_INT32 = -(2 ** 31);

/** Returns the dtype that TensorFlow.js holds a weight in. */
export function weightDtype(dtype: DataTypeName): 'float32' | 'int32' | 'bool' {
  if (dtype === 'bool') return 'bool';
  return /^b?float/.test(dtype) ? 'float32' : 'int32';
}

/**
 * Returns the bytes of a weight in its file.
 *
 * @throws {ConversionError} if it holds numbers that do not fit 32 bits, or text.
 */
export function weightBytes({ dtype, data }: Constant): Uint8Array {
  if (!ArrayBuffer.isView(data)) throw new ConversionError('it holds text');
  const isHeld = data instanceof Float32Array || data instanceof Int32Array || dtype === 'bool';
  if (isHeld) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof Float64Array) return new Uint8Array(Float32Array.from(data).buffer);
  const numbers = Int32Array.from<number | bigint>(data, (element) => {
    const number = Number(element);
    if (number > MOST_INT32 || number < LEAST_INT32) {
      throw new ConversionError(`it holds the ${dtype} ${element}, which does not fit 32 bits`);
    }
    return number;
  });
  return new Uint8Array(numbers.buffer);
}
