import { decodeInputs } from '@pilotlight/protocol';
import type { Tensor } from '@pilotlight/protocol/tensors';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeValue } from './encode-value.ts';

const encode = (value: unknown) => encodeValue(value, 'instances[0]', 512);
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xd9);
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
const webp = new TextEncoder().encode('RIFF....WEBP');

/** Tensors of one row, one for each kind of typed array. */
const rows: fc.Arbitrary<Tensor> = fc.oneof(
  fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 }).map((data) => of('float32', data)),
  fc.int32Array({ minLength: 1 }).map((data) => of('int32', data)),
  fc.bigInt64Array({ minLength: 1 }).map((data) => of('int64', data)),
  fc.int8Array({ minLength: 1 }).map((data) => of('int8', data)),
  fc.uint8Array({ minLength: 1 }).map((data) => of('uint8', data)),
);

function of(dtype: Tensor['dtype'], data: Tensor['data']): Tensor {
  return { dtype, shape: [1, data.length], data };
}

it('encodes typed arrays as bytes that the function decodes to the same tensor', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async ({ dtype, shape, data }) => {
      const signature = { inputs: { x: { dtype, shape: [-1, -1] } }, outputs: {} };
      const tensors = decodeInputs({ form: 'instances', rows: [await encode(data)] }, signature);
      expect(tensors).toEqual({ x: { dtype, shape, data } });
    }),
  );
});

it('encodes a part of a buffer, and a clamped array', async () => {
  expect(await encode(Float32Array.of(0, 1).subarray(1))).toEqual({ dtype: 'float32', b64: 'AACAPw==' });
  expect(await encode(Uint8ClampedArray.of(300))).toEqual({ dtype: 'uint8', b64: '/w==' });
});

it.each([
  ['a JPEG', jpeg],
  ['a PNG', png],
  ['a WebP', webp],
  ['a PNG that was read from a file', Buffer.from(png)],
])('encodes %s as an image, and any file as an image', async (_, bytes) => {
  const b64 = Buffer.from(bytes).toString('base64');
  expect(await encode(bytes)).toEqual({ b64 });
  expect(await encode(new Blob([bytes.slice()]))).toEqual({ b64 });
});

it('encodes other bytes as a uint8 tensor', async () => {
  expect(await encode(jpeg.subarray(0, 5))).toMatchObject({ dtype: 'uint8' });
});

it('encodes nested values, and leaves the rest unchanged', async () => {
  const plain = {
    text: 'a',
    flag: true,
    none: null,
    numbers: [[1], [2]],
    tensor: { dtype: 'int8', shape: [1], b64: 'AA==' },
  };
  expect(await encode(plain)).toEqual(plain);
  expect(await encode({ image: new Blob([png]), ids: [1n, [2n ** 60n]] })).toEqual({
    image: { b64: Buffer.from(png).toString('base64') },
    ids: ['1', ['1152921504606846976']],
  });
});
