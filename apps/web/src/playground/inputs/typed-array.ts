import type { Element } from './elements.ts';
import type { TensorSpec } from './sample-values.ts';

/** Returns elements as a typed array, which the client sends as bytes; undefined for other types and quantized inputs. */
export function typedArray(
  elements: readonly Element[],
  { dtype, quantization }: TensorSpec,
): Float32Array | Int32Array | Uint8Array | Int8Array | undefined {
  const numbers = elements.map(Number);
  if (quantization) return undefined;
  switch (dtype) {
    case 'float32':
      return Float32Array.from(numbers);
    case 'int32':
      return Int32Array.from(numbers);
    case 'uint8':
      return Uint8Array.from(numbers);
    case 'int8':
      return Int8Array.from(numbers);
    default:
      return undefined;
  }
}
