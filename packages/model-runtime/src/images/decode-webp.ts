import libwebp from '@jsquash/webp/codec/dec/webp_dec.js';
import { ImageError } from './image-error.ts';
import type { DecodeOptions } from './image-decoder.ts';
import { assertFits, checkSize } from './image-limits.ts';
import { type Raster, rasterBytes } from './raster.ts';
import { type DecodedImage, runCodec } from './wasm-codec.ts';
import { readWebpHeader } from './webp-header.ts';

interface WebpCodec {
  decode(bytes: Uint8Array): DecodedImage | null;
}

/** Decodes a WebP with libwebp. @throws {ImageError} */
export async function decodeWebp(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  const { isLossless, ...size } = readWebpHeader(bytes);
  checkSize(size);
  const pixels = size.width * size.height;
  // The pixels in the decoder's memory, and as much again for decoding a lossless picture, or transparency.
  const memoryBytes = bytes.length + (isLossless ? 9 : 4.5) * pixels;
  assertFits(size, memoryBytes + rasterBytes({ size, samplesPerPixel: 4, ...options }), options);
  const { raster, cause } = await runCodec({
    file: 'webp_dec.wasm',
    memoryBytes,
    factory: libwebp,
    ...options,
    decode: (codec: WebpCodec) => codec.decode(bytes),
  });
  if (raster) return raster;
  throw new ImageError({ expected: 'a WebP', received: 'a damaged WebP' }, { cause });
}
