import mozjpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import { ImageError } from './image-error.ts';
import { checkJpeg } from './check-jpeg.ts';
import { assertFits } from './image-limits.ts';
import type { DecodeOptions } from './image-decoder.ts';
import { type Raster, rasterBytes } from './raster.ts';
import { type DecodedImage, runCodec } from './wasm-codec.ts';

interface JpegCodec {
  decode(bytes: Uint8Array, turnsByOrientation: boolean): DecodedImage | null;
}

/** Messages about bytes that cameras leave behind; no pixel depends on them. */
const HARMLESS = /extraneous bytes before marker|JFIF revision|thumbnail/;

/** Decodes a JPEG with libjpeg (MozJPEG), turned by its EXIF orientation. @throws {ImageError} */
export async function decodeJpeg(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  const { size, coefficients, orientation } = checkJpeg(bytes);
  // The pixels in the decoder's memory; a progressive JPEG is first collected there, two bytes a coefficient.
  const memoryBytes = bytes.length + 4 * size.width * size.height + 2 * coefficients;
  const turned = { ...options, orientation };
  assertFits(size, memoryBytes + rasterBytes({ size, samplesPerPixel: 4, ...turned }), options);
  const { raster, said, cause } = await runCodec({
    file: 'mozjpeg_dec.wasm',
    memoryBytes,
    factory: mozjpeg,
    ...turned,
    decode: (codec: JpegCodec) => codec.decode(bytes, false),
  });
  // The library fills missing pixels with gray, and warns.
  const damage = said.find((line) => !HARMLESS.test(line));
  if (raster && damage === undefined) return raster;
  throw new ImageError({ expected: 'a JPEG', received: 'a damaged JPEG' }, { cause: cause ?? damage });
}
