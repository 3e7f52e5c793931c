import { ImageError } from './image-error.ts';
import type { PngChunks, PngHeader } from './png-chunks.ts';
import { unfilter } from './png-filter.ts';
import type { PngPass } from './png-passes.ts';
import type { Raster } from './raster.ts';

const GRAY = 0;
const RGB = 2;
const PALETTE = 3;
const GRAY_ALPHA = 4;

/** Samples per pixel, by color type. */
const SAMPLES: Readonly<Record<number, number>> = {
  [GRAY]: 1,
  [RGB]: 3,
  [PALETTE]: 1,
  [GRAY_ALPHA]: 2,
  6: 4,
};

/** Reads the pixels of a raster from the inflated rows of a PNG: two rows are held at a time. */
export class PngRowReader {
  readonly #chunks: PngChunks;
  readonly #passes: Iterator<PngPass>;
  readonly #raster: Raster;
  readonly #step: number;
  #pass: PngPass | undefined;
  /** The next row of the pass. */
  #y = 0;
  /** The row as it is stored: its filter, then its bytes. */
  #row = new Uint8Array();
  #above = new Uint8Array();
  #filled = 0;

  constructor(chunks: PngChunks, passes: readonly PngPass[], raster: Raster) {
    this.#chunks = chunks;
    this.#passes = passes.values();
    this.#raster = raster;
    this.#step = Math.max(1, bitsPerPixel(chunks.header) / 8);
    this.#beginPass();
  }

  /** True if all rows have been read. */
  get isComplete(): boolean {
    return this.#pass === undefined;
  }

  /** @throws {ImageError} for too many rows, and for a row that cannot be read. */
  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#pass === undefined) throw damaged();
      const part = bytes.subarray(at, at + this.#row.length - this.#filled);
      this.#row.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#row.length) this.#finishRow(this.#pass);
    }
  }

  #beginPass(): void {
    this.#pass = this.#passes.next().value;
    const length = this.#pass ? 1 + rowLength(this.#chunks.header, this.#pass.width) : 0;
    this.#row = new Uint8Array(length);
    this.#above = new Uint8Array(length);
    this.#y = 0;
    this.#filled = 0;
  }

  #finishRow(pass: PngPass): void {
    const row = this.#row.subarray(1);
    if (!unfilter(row, this.#above.subarray(1), this.#row[0] ?? 0, this.#step)) throw damaged();
    const start = this.#raster.startOf(pass.top + this.#y * pass.stepY);
    if (start !== -1) writeRow({ row, chunks: this.#chunks, pass, data: this.#raster.data, start });
    [this.#row, this.#above] = [this.#above, this.#row];
    this.#filled = 0;
    this.#y++;
    if (this.#y === pass.height) this.#beginPass();
  }
}

function writeRow({
  row,
  chunks: { header, palette },
  pass,
  data,
  start,
}: {
  row: Uint8Array;
  chunks: PngChunks;
  pass: PngPass;
  data: Uint8Array;
  start: number;
}): void {
  const { colorType, depth } = header;
  if (colorType === RGB && depth === 8 && pass.stepX === 1) {
    data.set(row, start);
    return;
  }
  const samples = SAMPLES[colorType] ?? 1;
  const isGray = colorType === GRAY || colorType === GRAY_ALPHA;
  const scale = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  for (let x = 0; x < pass.width; x++) {
    const to = start + 3 * (pass.left + x * pass.stepX);
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

/** A sample as it is stored; the upper eight of 16 bits. */
function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return row[2 * index] ?? 0;
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

function bitsPerPixel({ colorType, depth }: PngHeader): number {
  return (SAMPLES[colorType] ?? 1) * depth;
}

/** Bytes of a row with this number of pixels, without its filter. */
export function rowLength(header: PngHeader, width: number): number {
  return Math.ceil((width * bitsPerPixel(header)) / 8);
}

function damaged(): ImageError {
  return new ImageError({ expected: 'a PNG', received: 'a damaged PNG' });
}
