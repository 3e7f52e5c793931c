import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dequantize, quantize, realSpec } from './quantization.ts';
import type { TensorSpec } from './signature.ts';

const image: TensorSpec = { dtype: 'uint8', shape: [-1], quantization: { scale: 0.0078125, zeroPoint: 128 } };

it('shows a quantized tensor as float32', () => {
  expect(realSpec(image)).toEqual({ dtype: 'float32', shape: [-1] });
  expect(realSpec({ dtype: 'uint8', shape: [2] })).toEqual({ dtype: 'uint8', shape: [2] });
});

it('rounds to the nearest integer, half away from zero, and stays in range', () => {
  const reals = {
    dtype: 'float32',
    shape: [6],
    data: Float32Array.of(-1, 0, 0.5, 9, -9, -1.5 * 0.0078125),
  } as const;
  expect(quantize(reals, image).data).toEqual(Uint8Array.of(0, 128, 192, 255, 0, 126));
});

it('returns every integer unchanged after dequantizing and quantizing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<'uint8' | 'int8'>('uint8', 'int8'),
      fc.float({ min: Math.fround(1e-4), max: 10, noNaN: true }),
      fc.integer({ min: -128, max: 255 }),
      (dtype, scale, zeroPoint) => {
        const spec: TensorSpec = { dtype, shape: [256], quantization: { scale, zeroPoint } };
        const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
        const data = dtype === 'uint8' ? bytes : new Int8Array(bytes.buffer);
        const tensor = { dtype, shape: [256], data };
        expect(quantize(dequantize(tensor, spec), spec)).toEqual(tensor);
      },
    ),
  );
});
