import type { DataTypeName } from '@pilotlight/model-runtime/saved-model';
import type { ConstantData } from '../../graph/constant.ts';

/** Reads the elements of a tensor from TensorFlow's little-endian bytes, which are copied: they need not be aligned. */
export function elementsFrom(dtype: DataTypeName, bytes: Uint8Array, count: number): ConstantData {
  return elementsIn(dtype, new Uint8Array(bytes).buffer, count);
}

/** Returns the little-endian elements of a tensor that has a buffer of its own. Most dtypes need no copy. */
export function elementsIn(dtype: DataTypeName, buffer: ArrayBuffer, count: number): ConstantData {
  const own = (size: number) => {
    if (buffer.byteLength !== size * count) {
      throw new RangeError(`${count} elements of ${dtype} are not ${buffer.byteLength} bytes`);
    }
    return buffer;
  };
  switch (dtype) {
    case 'float32':
      return new Float32Array(own(4));
    case 'float64':
      return new Float64Array(own(8));
    case 'int32':
      return new Int32Array(own(4));
    case 'uint32':
      return new Uint32Array(own(4));
    case 'int16':
      return new Int16Array(own(2));
    case 'uint16':
      return new Uint16Array(own(2));
    case 'int8':
      return new Int8Array(own(1));
    case 'uint8':
    case 'bool':
      return new Uint8Array(own(1));
    case 'int64':
      return new BigInt64Array(own(8));
    case 'uint64':
      return new BigUint64Array(own(8));
    case 'float16':
      return Float32Array.from(new Uint16Array(own(2)), fromHalf);
    case 'bfloat16':
      return new Float32Array(Uint32Array.from(new Uint16Array(own(2)), (half) => half << 16).buffer);
    default:
      throw new TypeError(`a tensor holds ${dtype}`);
  }
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
