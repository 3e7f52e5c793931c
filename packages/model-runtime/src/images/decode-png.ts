import { promisify } from 'node:util';
import { inflate as inflateWithCallback } from 'node:zlib';
import { ImageError } from './image-error.ts';
import { checkSize, MAX_PIXELS } from './image-limits.ts';
import { type PngChunks, type PngHeader, readPngChunks } from './png-chunks.ts';
import { unfilter } from './png-filter.ts';
import { pngPasses } from './png-passes.ts';
import type { Raster } from './raster.ts';

const inflate = promisify(inflateWithCallback);

const GRAY = 0;
const RGB = 2;
const PALETTE = 3;
const GRAY_ALPHA = 4;

/** Samples a pixel, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = {
  [GRAY]: 1,
  [RGB]: 3,
  [PALETTE]: 1,
  [GRAY_ALPHA]: 2,
  6: 4,
};

/**
 * Decodes a PNG of any kind to RGB. What is hard about a PNG is its compression, which Node.js brings along; the
 * rest is here because the packages do not hold against hostile bytes: `@jsquash/png` grew by some megabyte for each
 * broken image, and `pngjs` inflates an interlaced one without a bound.
 *
 * As TensorFlow does it, 16 bits lose their lower eight, and transparency is dropped, not composited.
 *
 * @throws {ImageError}
 */
export async function decodePng(bytes: Uint8Array): Promise<Raster> {
  const chunks = readPngChunks(bytes);
  const { header } = chunks;
  checkSize(header);
  const filtered = await decompress(chunks);

  const { width, height, depth, colorType } = header;
  const step = Math.max(1, bitsPerPixel(header) / 8);
  const data = new Uint8Array(3 * width * height);
  let at = 0;
  for (const pass of pngPasses(header)) {
    const length = rowLength(header, pass.width);
    let above: Uint8Array = new Uint8Array(length);
    for (let y = 0; y < pass.height; y++) {
      const row = filtered.subarray(at + 1, at + 1 + length);
      if (!unfilter(row, above, filtered[at] ?? 0, step)) throw damaged();
      at += 1 + length;
      above = row;

      const start = (pass.top + y * pass.stepY) * width + pass.left;
      if (colorType === RGB && depth === 8 && pass.stepX === 1) data.set(row, 3 * start);
      else writeRow({ row, chunks, count: pass.width, data, start, step: pass.stepX });
    }
  }
  return { width, height, samplesPerPixel: 3, data };
}

/** Inflates to exactly as many bytes as the size calls for: neither more, which may be a bomb, nor fewer. */
async function decompress({ header, data }: PngChunks): Promise<Uint8Array> {
  const length = pngPasses(header).reduce(
    (sum, pass) => sum + pass.height * (1 + rowLength(header, pass.width)),
    0,
  );
  if (length > 4 * MAX_PIXELS + header.height) {
    throw new ImageError({ expected: 'a PNG of fewer pixels or bits', received: `one of ${length} bytes` });
  }
  const inflated = await inflate(Buffer.concat(data), { maxOutputLength: length }).catch((cause: unknown) => {
    throw damaged({ cause });
  });
  if (inflated.length !== length) throw damaged();
  return inflated;
}

function writeRow({
  row,
  chunks: { header, palette },
  count,
  data,
  start,
  step,
}: {
  row: Uint8Array;
  chunks: PngChunks;
  count: number;
  data: Uint8Array;
  start: number;
  step: number;
}): void {
  const { colorType, depth } = header;
  const samples = SAMPLES[colorType] ?? 1;
  const isGray = colorType === GRAY || colorType === GRAY_ALPHA;
  const scale = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  for (let x = 0; x < count; x++) {
    const to = 3 * (start + x * step);
    const first = sampleAt(row, x * samples, depth);
    if (colorType === PALETTE) {
      if (3 * first >= palette.length) throw damaged();
      data.set(palette.subarray(3 * first, 3 * first + 3), to);
    } else if (isGray) {
      data.fill(first * scale, to, to + 3);
    } else {
      data[to] = first;
      data[to + 1] = sampleAt(row, x * samples + 1, depth);
      data[to + 2] = sampleAt(row, x * samples + 2, depth);
    }
  }
}

/** A sample as it is stored; of 16 bits the upper eight. */
function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return row[2 * index] ?? 0;
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

function bitsPerPixel({ colorType, depth }: PngHeader): number {
  return (SAMPLES[colorType] ?? 1) * depth;
}

function rowLength(header: PngHeader, width: number): number {
  return Math.ceil((width * bitsPerPixel(header)) / 8);
}

function damaged(options?: ErrorOptions): ImageError {
  return new ImageError({ expected: 'a PNG', received: 'a damaged one' }, options);
}
