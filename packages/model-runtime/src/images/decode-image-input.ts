import type { Tensor, TensorSpec } from '@pilotlight/protocol/tensors';
import { ImageError } from './image-error.ts';
import { imageFormat } from './image-format.ts';
import { createMutex } from '../concurrency/mutex.ts';
import type { DecodeOptions, DecoderOptions } from './image-decoder.ts';
import { MAX_IMAGE_BYTES } from './image-limits.ts';
import type { ImagePreprocessing } from './image-preprocessing.ts';
import { channelCount, imageValues } from './image-values.ts';
import type { ImageSize } from './image-size.ts';
import type { Raster } from './raster.ts';
import { sampling } from './sampling.ts';

export { ImageError };
export { isLongFile, takesLong } from './takes-long.ts';

/** The integer types that a model can take pixels as. */
const INTEGERS = {
  uint8: { List: Uint8Array, least: 0, greatest: 255 },
  int8: { List: Int8Array, least: -128, greatest: 127 },
  int32: { List: Int32Array, least: -(2 ** 31), greatest: 2 ** 31 - 1 },
} as const;

/** Two simultaneous images would take twice the memory and as long. */
const oneAtATime = createMutex();

/**
 * Makes one row of a model's input, `[height, width, channels]`, of an encoded image: JPEG (turned by its EXIF
 * orientation), PNG or WebP. Drops transparency. If the input has integers that are not quantized, it gets the nearest
 * ones.
 *
 * @throws {ImageError} for bytes that are not a whole image of such a format, of a reasonable size.
 * @throws {TypeError} if the preprocessing does not fit the input: the manifest is wrong.
 */
export async function decodeImageInput({
  bytes,
  preprocessing,
  spec,
  assetPath,
  maxMemoryBytes = Infinity,
}: DecoderOptions & {
  bytes: Uint8Array;
  preprocessing: ImagePreprocessing;
  spec: TensorSpec;
}): Promise<Tensor> {
  const [height, width] = checkSpec(spec, preprocessing);
  const samplingOf = (size: ImageSize) => sampling(size, { width, height }, preprocessing);
  const raster = await oneAtATime(() => decode(bytes, { samplingOf, maxMemoryBytes, assetPath }));
  const values = imageValues(raster, preprocessing);
  return { dtype: spec.dtype, shape: spec.shape.slice(1), data: asDtype(values, spec.dtype) };
}

async function decode(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw new ImageError({
      expected: `an image of at most ${MAX_IMAGE_BYTES} bytes`,
      received: `${bytes.length} bytes`,
    });
  }
  // Each decoder is loaded for the first image of its format.
  switch (imageFormat(bytes)) {
    case 'jpeg': {
      const { decodeJpeg } = await import('./decode-jpeg.ts');
      return decodeJpeg(bytes, options);
    }
    case 'png': {
      const { decodePng } = await import('./decode-png.ts');
      return decodePng(bytes, options);
    }
    case 'webp': {
      const { decodeWebp } = await import('./decode-webp.ts');
      return decodeWebp(bytes, options);
    }
    case undefined:
      throw new ImageError({ expected: 'a JPEG, a PNG or a WebP', received: `${bytes.length} other bytes` });
  }
}

function checkSpec(
  { dtype, shape }: TensorSpec,
  preprocessing: ImagePreprocessing,
): readonly [height: number, width: number] {
  const [, height = -1, width = -1, channels] = shape;
  const count = channelCount(preprocessing);
  const lists = [preprocessing.mean, preprocessing.std].filter((each) => typeof each !== 'number');
  if (
    shape.length === 4 &&
    height > 0 &&
    width > 0 &&
    channels === count &&
    lists.every(({ length }) => length === 1 || length === count) &&
    (dtype === 'float32' || dtype in INTEGERS)
  ) {
    return [height, width];
  }
  throw new TypeError(
    `an image in '${preprocessing.channels}' does not fit an input of ${dtype} with the shape [${shape.join(', ')}]`,
  );
}

function asDtype(values: Float32Array<ArrayBuffer>, dtype: Tensor['dtype']): Tensor['data'] {
  if (dtype !== 'uint8' && dtype !== 'int8' && dtype !== 'int32') return values;
  const { List, least, greatest } = INTEGERS[dtype];
  const integers = new List(values.length);
  for (const [at, value] of values.entries()) {
    integers[at] = Math.min(greatest, Math.max(least, Math.round(value)));
  }
  return integers;
}
