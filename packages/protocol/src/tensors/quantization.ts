import type { Tensor } from './tensor.ts';
import type { TensorSpec } from './signature.ts';

const RANGES = { uint8: [0, 255], int8: [-128, 127] } as const;

/** Returns the spec that a caller sees: float32 if the tensor is quantized. */
export function realSpec({ quantization, ...spec }: TensorSpec): TensorSpec {
  return quantization ? { ...spec, dtype: 'float32' } : spec;
}

/** Quantizes real values to the nearest integers, clamped to the dtype's range. */
export function quantize({ shape, data }: Tensor, { dtype, quantization }: TensorSpec): Tensor {
  if (!quantization || (dtype !== 'uint8' && dtype !== 'int8')) {
    throw new TypeError(`a tensor of ${dtype} has no quantized form`);
  }
  const { scale, zeroPoint } = quantization;
  const [min, max] = RANGES[dtype];
  const integers = dtype === 'uint8' ? new Uint8Array(data.length) : new Int8Array(data.length);
  for (let at = 0; at < integers.length; at++) {
    const integer = roundHalfAwayFromZero(Number(data[at]) / scale) + zeroPoint;
    integers[at] = Math.min(max, Math.max(min, integer));
  }
  return { dtype, shape, data: integers };
}

/** Returns the real values of a quantized tensor. */
export function dequantize(tensor: Tensor, { quantization }: TensorSpec): Tensor {
  if (!quantization) return tensor;
  const { scale, zeroPoint } = quantization;
  const reals = Float32Array.from(
    { length: tensor.data.length },
    (_, at) => scale * (Number(tensor.data[at]) - zeroPoint),
  );
  return { dtype: 'float32', shape: tensor.shape, data: reals };
}

/** Rounds as TensorFlow does when it quantizes; `Math.round` would round -0.5 to 0. */
function roundHalfAwayFromZero(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}
