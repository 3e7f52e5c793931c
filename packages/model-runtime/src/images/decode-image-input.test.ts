import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { TensorSpec } from '@pilotlight/protocol/tensors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installedAsset } from '../deployment/runtime-parts.ts';
import { decodeImageInput, ImageError } from './decode-image-input.ts';
import expected from './fixtures/expected.json' with { type: 'json' };
import { MAX_IMAGE_BYTES } from './image-limits.ts';
import type { ImagePreprocessing } from './image-preprocessing.ts';
import { PNG_END, type PngChunk, pngFile, pngHeader } from '../testing/png-file.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const AS_IT_IS: ImagePreprocessing = { resize: 'nearest', crop: 'none', channels: 'rgb', mean: 0, std: 1 };

const read = (name: string): Promise<Uint8Array> => readFile(join(FIXTURES, name));
const floatSpec = (...shape: readonly number[]): TensorSpec => ({ dtype: 'float32', shape: [-1, ...shape] });

async function decode(
  bytes: Uint8Array,
  shape: readonly number[],
  preprocessing: Partial<ImagePreprocessing> = {},
): Promise<number[]> {
  const tensor = await decodeImageInput({
    bytes,
    preprocessing: { ...AS_IT_IS, ...preprocessing },
    spec: floatSpec(...shape),
    assetPath: installedAsset,
  });
  expect(tensor.shape).toEqual(shape);
  return Array.from(tensor.data, Number);
}

function floats(b64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(b64, 'base64'));
  return new Float32Array(bytes.buffer);
}

function greatestDifference(values: readonly number[], reference: Float32Array): number {
  expect(values).toHaveLength(reference.length);
  return values.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (reference[at] ?? Number.NaN))),
    0,
  );
}

describe('decoding', () => {
  it.each(Object.entries(expected.pixels))(
    'reads %s as TensorFlow or Pillow does',
    async (name, { shape, b64 }) => {
      const pixels = [...Buffer.from(b64, 'base64')];
      expect(await decode(await read(name), shape)).toEqual(pixels);
    },
  );

  it('accepts the bytes that a camera leaves between the parts of a JPEG', async () => {
    const bytes = await read('sharp.jpg');
    const end = bytes.subarray(0, -2);
    const padded = Buffer.concat([end, Buffer.from([1, 2, 3]), bytes.subarray(-2), Buffer.from('trailing')]);
    expect(await decode(padded, [16, 24, 3])).toEqual(await decode(bytes, [16, 24, 3]));
  });
});

describe('resizing', () => {
  it.each(expected.resized)(
    '$resize, crop $crop, to $shape: as tf.image.resize',
    async ({ resize, crop, shape, b64 }) => {
      const values = await decode(await read('rgb.png'), shape, {
        resize: resize === 'bilinear' ? 'bilinear' : 'nearest',
        crop: crop === 'center' ? 'center' : 'none',
      });
      expect(greatestDifference(values, floats(b64))).toBeLessThan(1e-4);
    },
  );

  it('rounds the positions in a wide photograph as TensorFlow does', async () => {
    const { png: encoded, shape, b64 } = expected.wide;
    const values = await decode(Buffer.from(encoded, 'base64'), shape, { resize: 'bilinear' });
    expect(greatestDifference(values, floats(b64))).toBeLessThan(1e-4);
  });
});

describe('values of the input', () => {
  it('are normalized by the mean and the deviation of each channel, in the order of the result', async () => {
    const bytes = await read('rgb.png');
    const [red = 0, green = 0, blue = 0] = await decode(bytes, [16, 24, 3]);
    const values = await decode(bytes, [16, 24, 3], { channels: 'bgr', mean: [1, 2, 3], std: [2, 4, 8] });
    expect(values.slice(0, 3)).toEqual([(blue - 1) / 2, (green - 2) / 4, (red - 3) / 8]);
  });

  it('are the luma if the result is gray', async () => {
    const bytes = await read('rgb.png');
    const [red = 0, green = 0, blue = 0] = await decode(bytes, [16, 24, 3]);
    const [first] = await decode(bytes, [16, 24, 1], { channels: 'gray', mean: 127.5, std: 127.5 });
    expect(first).toBeCloseTo((0.299 * red + 0.587 * green + 0.114 * blue - 127.5) / 127.5, 5);
  });

  it.each([
    ['uint8', 0, [255, 255]],
    ['int8', 128, [-128, 127]],
    ['int32', 0, [-1000, 1000]],
  ] as const)('are the nearest integers for an input of %s', async (dtype, mean, [least, greatest]) => {
    const preprocessing: ImagePreprocessing = { ...AS_IT_IS, mean, std: 0.7 };
    const spec = { dtype, shape: [1, 16, 24, 3] };
    const { data, ...tensor } = await decodeImageInput({
      bytes: await read('rgb.png'),
      preprocessing,
      spec,
      assetPath: installedAsset,
    });
    expect(tensor).toEqual({ dtype, shape: [16, 24, 3] });
    const reals = await decode(await read('rgb.png'), [16, 24, 3], preprocessing);
    const [lower, upper] = dtype === 'uint8' ? [0, 255] : [least, greatest];
    expect(Array.from(data, Number)).toEqual(
      reals.map((value) => Math.min(upper, Math.max(lower, Math.round(value)))),
    );
  });

  it.each([
    ['another number of channels', floatSpec(16, 24, 1), {}],
    ['an open size', floatSpec(-1, -1, 3), {}],
    ['no image', floatSpec(10), {}],
    ['text', { dtype: 'string', shape: [-1, 2, 2, 3] } as const, {}],
    ['two means for three channels', floatSpec(2, 2, 3), { mean: [1, 2] }],
  ])(
    'are not made for an input of %s: the manifest is wrong, not the image',
    async (_, spec, preprocessing) => {
      const bytes = await read('rgb.png');
      const asked = decodeImageInput({
        bytes,
        preprocessing: { ...AS_IT_IS, ...preprocessing },
        spec,
        assetPath: installedAsset,
      });
      await expect(asked).rejects.toThrow(TypeError);
    },
  );
});

describe('refuses', () => {
  it.each([
    ['nothing', new Uint8Array(), 'a JPEG, a PNG or a WebP'],
    ['a GIF', Buffer.from('GIF89a'), 'a JPEG, a PNG or a WebP'],
    ['too many bytes', new Uint8Array(MAX_IMAGE_BYTES + 1), 'at most 10485760 bytes'],
    ['a PNG of 60 gigapixels', makePng(header(245_000, 245_000, 8, 2)), 'at most 12 megapixels'],
    [
      'a PNG of 12 million rows of a pixel',
      makePng(header(1, 12_000_000, 8, 2)),
      '65535 pixels along a side',
    ],
    ['a PNG without a pixel', makePng(header(0, 5, 8, 2)), 'at most 12 megapixels'],
    ['a PNG of many bits', makePng(header(3000, 4000, 16, 6)), 'fewer pixels or bits'],
    [
      'a PNG of twenty thousand parts',
      makePng(
        header(1, 1, 8, 0),
        ...Array.from({ length: 20_000 }, (): PngChunk => ['IDAT', new Uint8Array()]),
        ['IDAT', deflateSync(Buffer.alloc(2))],
      ),
      'at most 16384 parts',
    ],
    [
      'a PNG that inflates to more',
      makePng(header(2, 2, 8, 0), ['IDAT', deflateSync(Buffer.alloc(7))]),
      'a PNG',
    ],
    [
      'a PNG that inflates to less',
      makePng(header(2, 2, 8, 0), ['IDAT', deflateSync(Buffer.alloc(5))]),
      'a PNG',
    ],
    [
      'a PNG with an unknown filter',
      makePng(header(1, 1, 8, 0), ['IDAT', deflateSync(Buffer.from([5, 0]))]),
      'a PNG',
    ],
    [
      'a PNG with an unknown color type',
      makePng(header(1, 1, 8, 3), ['IDAT', deflateSync(Buffer.alloc(2))]),
      'a PNG',
    ],
    ['a PNG with an odd depth', makePng(header(1, 1, 3, 2)), 'a PNG'],
    ['a JPEG of 4 gigapixels', makeJpeg(65_535, 65_535), 'at most 12 megapixels'],
    ['a JPEG without pixels', makeJpeg(0, 5), 'at most 12 megapixels'],
    ['a JPEG of 12 bits', makeJpeg(5, 5, { bits: 12 }), 'a JPEG of 8 bits'],
    ['an arithmetic JPEG', makeJpeg(5, 5, { frame: 0xc9 }), 'usual kinds'],
    ['a JPEG of a thousand scans', makeJpeg(3000, 4000, { scans: 1000 }), 'fewer scans'],
  ])('%s', async (_, bytes, message) => {
    await expect(decode(bytes, [2, 2, 3])).rejects.toThrow(message);
    await expect(decode(bytes, [2, 2, 3])).rejects.toBeInstanceOf(ImageError);
  });

  it.each([
    ['cmyk.jpg', 'received a JPEG in CMYK'],
    ['animated.webp', 'received an animated WebP'],
  ])('%s by name', async (name, message) => {
    await expect(decode(await read(name), [2, 2, 3])).rejects.toThrow(message);
  });

  it.each(['sharp.jpg', 'progressive.jpg', 'rgb.png', 'interlaced.png', 'lossy.webp', 'lossless.webp'])(
    '%s, cut anywhere',
    async (name) => {
      const whole = await read(name);
      for (let length = 0; length < whole.length; length++) {
        await expect(decode(whole.subarray(0, length), [2, 2, 3])).rejects.toBeInstanceOf(ImageError);
      }
    },
  );
});

function decodeWithin(bytes: Uint8Array, maxMemoryBytes: number) {
  const spec = floatSpec(8, 8, 3);
  return decodeImageInput({
    bytes,
    preprocessing: AS_IT_IS,
    spec,
    assetPath: installedAsset,
    maxMemoryBytes,
  });
}

describe('memory', () => {
  it.each([
    ['a JPEG', makeJpeg(4000, 3000, { frame: 0xc0 }), '4000 by 3000 that takes 46'],
    ['a progressive JPEG', makeJpeg(4000, 3000), '4000 by 3000 that takes 69'],
  ])('is not used for %s that needs more than the limit', async (_, bytes, received) => {
    await expect(decodeWithin(bytes, 40 * 1024 * 1024)).rejects.toThrow(
      `expected an image that takes at most 40 MiB of memory to decode; send a smaller one, received an image of ${received}`,
    );
  });

  it('is only for the pixels that are read of a PNG', async () => {
    const height = 3000;
    const rows = Buffer.alloc(height * (1 + 3 * 4000), 7);
    for (let y = 0; y < height; y++) rows[y * (1 + 3 * 4000)] = 0;
    const png = makePng(header(4000, height, 8, 2), ['IDAT', deflateSync(rows)]);
    const { data } = await decodeWithin(png, 2 * 1024 * 1024);
    expect(data.every((value) => value === 7)).toBe(true);
  });

  it('is used by one image at a time', async () => {
    const [png, jpeg] = [await read('rgb.png'), await read('rgb.jpg')];
    const all = [png, jpeg, png];
    const alone: unknown[] = [];
    for (const bytes of all) alone.push(await decodeWithin(bytes, Infinity));
    expect(await Promise.all(all.map((bytes) => decodeWithin(bytes, Infinity)))).toEqual(alone);
  });
});

async function survives(bytes: Uint8Array): Promise<void> {
  try {
    const values = await decode(bytes, [2, 2, 3]);
    expect(values.every(Number.isFinite)).toBe(true);
  } catch (error) {
    if (!ImageError.isInstance(error)) throw error;
  }
}

describe('returns an image or an ImageError for all bytes', () => {
  it('random bytes after a correct start', async () => {
    const starts = [
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [...Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
      [],
    ].map((start) => Uint8Array.from(start));
    const bytes = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }))
      .map((parts) => Buffer.concat(parts));
    await fc.assert(fc.asyncProperty(bytes, survives), { numRuns: 300 });
  });

  it.each([
    'rgb.jpg',
    'progressive.jpg',
    'turned-6.jpg',
    'rgb.png',
    'palette4.png',
    'lossy.webp',
    'lossless.webp',
  ])('%s with some bytes changed, and the next image is correct', async (name) => {
    const whole = await read(name);
    const before = await decode(whole, [16, 24, 3]);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (list, fixesSums) => {
        const changed = Uint8Array.from(whole);
        for (const [at, value] of list) changed[at] = value;
        await survives(fixesSums && name.endsWith('.png') ? withRightSums(changed) : changed);
      }),
      { numRuns: 200 },
    );
    expect(await decode(whole, [16, 24, 3])).toEqual(before);
  });

  it('reports a decoder that was not deployed as an error of the engine', async () => {
    const asked = decodeImageInput({
      bytes: await read('rgb.jpg'),
      preprocessing: AS_IT_IS,
      spec: floatSpec(2, 2, 3),
      assetPath: (name) => join(FIXTURES, name),
    });
    await expect(asked).rejects.toThrow("engine 'images': its file mozjpeg_dec.wasm cannot be read");
  });

  it('leaves no ImageData behind', async () => {
    await decode(await read('rgb.jpg'), [2, 2, 3]);
    expect('ImageData' in globalThis).toBe(false);
  });
});

function header(width: number, height: number, depth: number, colorType: number): PngChunk {
  return pngHeader({ width, height, depth, colorType });
}

function makePng(...chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  return pngFile(...chunks, PNG_END);
}

/** The same PNG with correct checksums, so that the damage reaches the decoder. */
function withRightSums(bytes: Uint8Array): Uint8Array {
  const fixed = Buffer.from(bytes);
  for (let at = 8; at + 12 <= fixed.length;) {
    const end = at + 8 + fixed.readUInt32BE(at);
    if (end + 4 > fixed.length) break;
    fixed.writeUInt32BE(crc32(fixed.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return fixed;
}

/** A JPEG without content: a frame and empty scans. */
function makeJpeg(width: number, height: number, { bits = 8, frame = 0xc2, scans = 1 } = {}): Uint8Array {
  const start = Buffer.from([0xff, 0xd8, 0xff, frame, 0, 11, bits, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  start.writeUInt16BE(height, 7);
  start.writeUInt16BE(width, 9);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
  return Buffer.concat([start, ...Array.from({ length: scans }, () => scan), Buffer.from([0xff, 0xd9])]);
}
