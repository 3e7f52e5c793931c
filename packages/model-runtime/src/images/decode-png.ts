import { createInflate } from 'node:zlib';
import { collectDecoders } from './collect-decoders.ts';
import type { DecodeOptions } from './image-decoder.ts';
import { ImageError } from './image-error.ts';
import { assertFits, checkSize, MAX_PIXELS } from './image-limits.ts';
import { readPngChunks } from './png-chunks.ts';
import { pngPasses } from './png-passes.ts';
import { PngRowReader, rowLength } from './png-row-reader.ts';
import { Raster, rasterBytes } from './raster.ts';

/** Bytes that are inflated at a time. */
const INFLATE_BYTES = 256 * 1024;

/**
 * Decodes a PNG of any kind to RGB. The hard part of a PNG is its compression, which Node.js includes. The rest is here
 * because the packages are not safe with hostile bytes: `@jsquash/png` grew by about a megabyte for each broken image, and
 * `pngjs` inflates an interlaced one without a limit.
 *
 * As in TensorFlow, 16 bits lose their lower eight, and transparency is dropped, not composited.
 *
 * @throws {ImageError}
 */
export async function decodePng(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  const chunks = readPngChunks(bytes);
  const { header } = chunks;
  checkSize(header);
  const passes = pngPasses(header);
  const length = passes.reduce((sum, { height, width }) => sum + height * (1 + rowLength(header, width)), 0);
  if (length > 4 * MAX_PIXELS + header.height) {
    throw new ImageError({ expected: 'a PNG of fewer pixels or bits', received: `a PNG of ${length} bytes` });
  }
  const pixels = { size: header, samplesPerPixel: 3, samplingOf: options.samplingOf } as const;
  // Besides the pixels: two rows as they are stored, and the inflated bytes of the next ones.
  const rowsBytes = 2 * rowLength(header, header.width) + 4 * INFLATE_BYTES;
  assertFits(header, rasterBytes(pixels) + rowsBytes, options);
  collectDecoders(length, options.maxMemoryBytes);

  const raster = new Raster(pixels);
  const reader = new PngRowReader(chunks, passes, raster);
  // Exactly what the size requires: more may be a bomb.
  for await (const part of inflate(chunks.data)) reader.take(part);
  if (!reader.isComplete) throw damaged();
  return raster;
}

async function* inflate(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  const inflating = createInflate({ chunkSize: INFLATE_BYTES });
  for (const part of parts) inflating.write(part);
  inflating.end();
  try {
    yield* inflating;
  } catch (cause) {
    throw damaged({ cause });
  }
}

function damaged(options?: ErrorOptions): ImageError {
  return new ImageError({ expected: 'a PNG', received: 'a damaged PNG' }, options);
}
