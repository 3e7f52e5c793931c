import type { Tensor } from './tensor.ts';
import type { TensorSpec } from './signature.ts';

const RANGES = { uint8: [0, 255], int8: [-128, 127] } as const;

/** What a caller sees of a tensor: float32 where its integers stand for real values. */
export function realSpec({ quantization, ...spec }: TensorSpec): TensorSpec {
  return quantization ? { ...spec, dtype: 'float32' } : spec;
}

/** Real values to the nearest integers that stand for them, those out of range to the last one. */
export function quantise({ shape, data }: Tensor, { dtype, quantization }: TensorSpec): Tensor {
  if (!quantization || (dtype !== 'uint8' && dtype !== 'int8')) {
    throw new TypeError(`a tensor of ${dtype} has no quantised form`);
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

/** The real values that integers stand for. */
export function dequantise(tensor: Tensor, { quantization }: TensorSpec): Tensor {
  if (!quantization) return tensor;
  const { scale, zeroPoint } = quantization;
  const reals = Float32Array.from(
    { length: tensor.data.length },
    (_, at) => scale * (Number(tensor.data[at]) - zeroPoint),
  );
  return { dtype: 'float32', shape: tensor.shape, data: reals };
}

/** As TensorFlow rounds when it quantises; `Math.round` would take -0.5 to 0. */
function roundHalfAwayFromZero(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}
