import type { AssetPath } from '../engines/engine.ts';
import mozjpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import { ImageError } from './image-error.ts';
import { checkJpeg } from './check-jpeg.ts';
import type { Raster } from './raster.ts';
import { type DecodedImage, runCodec } from './wasm-codec.ts';

interface JpegCodec {
  decode(bytes: Uint8Array, turnsByOrientation: boolean): DecodedImage | null;
}

/** Cameras leave such bytes behind; no pixel depends on them. */
const HARMLESS = /extraneous bytes before marker|JFIF revision|thumbnail/;

/** Decodes a JPEG with libjpeg (MozJPEG) and turns it as its EXIF orientation says. @throws {ImageError} */
export async function decodeJpeg(bytes: Uint8Array, assetPath: AssetPath): Promise<Raster> {
  checkJpeg(bytes);
  const { raster, said, cause } = await runCodec({
    file: 'mozjpeg_dec.wasm',
    assetPath,
    factory: mozjpeg,
    decode: (codec: JpegCodec) => codec.decode(bytes, true),
  });
  // The library fills what is missing with grey, and warns.
  const damage = said.find((line) => !HARMLESS.test(line));
  if (raster && damage === undefined) return raster;
  throw new ImageError({ expected: 'a JPEG', received: 'a damaged one' }, { cause: cause ?? damage });
}
