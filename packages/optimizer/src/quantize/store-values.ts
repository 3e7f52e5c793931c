import { affineRange } from './affine-range.ts';
import type { Storage, Stored } from './precision.ts';
import { roundHalfToEven } from './round-half-to-even.ts';

const MOST = { uint8: 0xff, uint16: 0xffff } as const;
const LARGEST_FLOAT16 = 65504;

/** True if values can be stored this way: the manifest cannot represent infinity, and float16 ends at 65,504. */
export function canStore(values: Float32Array, storage: Storage): boolean {
  if (storage === 'float32') return true;
  if (values.length === 0) return false;
  const { low, high } = extremes(values);
  const largest = storage === 'float16' ? LARGEST_FLOAT16 : Number.MAX_VALUE;
  return low >= -largest && high <= largest;
}

/** Quantizes values to the same bytes as the TensorFlow.js converter. */
export function storeValues(values: Float32Array, storage: Storage): Stored {
  switch (storage) {
    case 'float32':
      return { bytes: new Uint8Array(new Float32Array(values).buffer), quantization: undefined };
    case 'float16':
      return {
        bytes: new Uint8Array(new Float16Array(values).buffer),
        quantization: { dtype: storage, original_dtype: 'float32' },
      };
    case 'uint16':
    case 'uint8': {
      const { scale, min, toInteger } = integersFor(values, storage);
      const integers = storage === 'uint8' ? new Uint8Array(values.length) : new Uint16Array(values.length);
      for (let at = 0; at < values.length; at += 1) integers[at] = toInteger(values[at] ?? 0);
      return {
        bytes: new Uint8Array(integers.buffer),
        quantization: { dtype: storage, min, scale, original_dtype: 'float32' },
      };
    }
  }
}

function integersFor(values: Float32Array, precision: 'uint16' | 'uint8') {
  const { scale, min } = affineRange({ ...extremes(values), steps: MOST[precision] });
  // The shift of the range may leave one end outside: the last integer stands for that.
  const max = MOST[precision] * scale + min;
  const toInteger = (value: number) => roundHalfToEven((Math.min(max, Math.max(min, value)) - min) / scale);
  return { scale, min, toInteger };
}

/**
 * Returns the values that TensorFlow.js will read; a view of the bytes if these are the values, so do not write to it.
 */
export function restoreValues({ bytes, quantization }: Stored): Float32Array<ArrayBuffer> {
  if (quantization === undefined && bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0) {
    return new Float32Array<ArrayBuffer>(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
  // A view needs its own alignment, which bytes from a file lack.
  const own = bytes.slice().buffer;
  if (quantization === undefined) return new Float32Array<ArrayBuffer>(own);
  if (quantization.dtype === 'float16') return new Float32Array(new Float16Array(own));
  const { scale, min, dtype } = quantization;
  const integers = dtype === 'uint8' ? new Uint8Array(own) : new Uint16Array(own);
  const values = new Float32Array(integers.length);
  for (let at = 0; at < values.length; at += 1) values[at] = (integers[at] ?? 0) * scale + min;
  return values;
}

/** Returns a function that gives the value that remains after storing and restoring each of `values`. */
export function roundingOf(values: Float32Array, storage: Storage): (value: number) => number {
  if (storage === 'float32') return (value) => value;
  if (storage === 'float16') return Math.f16round;
  const { scale, min, toInteger } = integersFor(values, storage);
  return (value) => Math.fround(toInteger(value) * scale + min);
}

function extremes(values: Float32Array): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}
