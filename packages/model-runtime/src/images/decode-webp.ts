import type { AssetPath } from '../engines/engine.ts';
import libwebp from '@jsquash/webp/codec/dec/webp_dec.js';
import { ImageError } from './image-error.ts';
import { checkSize } from './image-limits.ts';
import type { Raster } from './raster.ts';
import { type DecodedImage, runCodec } from './wasm-codec.ts';
import { readWebpHeader } from './webp-header.ts';

interface WebpCodec {
  decode(bytes: Uint8Array): DecodedImage | null;
}

/** Decodes a WebP with libwebp. @throws {ImageError} */
export async function decodeWebp(bytes: Uint8Array, assetPath: AssetPath): Promise<Raster> {
  checkSize(readWebpHeader(bytes));
  const { raster, cause } = await runCodec({
    file: 'webp_dec.wasm',
    assetPath,
    factory: libwebp,
    decode: (codec: WebpCodec) => codec.decode(bytes),
  });
  if (raster) return raster;
  throw new ImageError({ expected: 'a WebP', received: 'a damaged one' }, { cause });
}
