import { crc32 } from 'node:zlib';
import { ImageError } from './image-error.ts';
import type { ImageSize } from './image-size.ts';

/** Facts about the samples in a PNG's header. */
export interface PngHeader extends ImageSize {
  /** Bits per sample. */
  depth: number;
  /** 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha. */
  colorType: number;
  interlaced: boolean;
}

export interface PngChunks {
  header: PngHeader;
  /** Three bytes per color; empty if there is none. */
  palette: Uint8Array;
  /** The parts of the compressed data. */
  data: Uint8Array[];
}

const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

const SIGNATURE_LENGTH = 8;

/** Chunks of a file; a photograph of 10 MB has about a thousand. Each takes memory and time, even an empty one. */
const MAX_CHUNKS = 16_384;

/** Reads the chunks with the pixels; skips transparency and everything else. @throws {ImageError} */
export function readPngChunks(bytes: Uint8Array): PngChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: PngHeader | undefined;
  let palette = new Uint8Array();
  const data: Uint8Array[] = [];

  for (let at = SIGNATURE_LENGTH, count = 1; ; count++) {
    if (count > MAX_CHUNKS) throw tooManyParts();
    if (at + 12 > bytes.length) throw endsEarly();
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw endsEarly();
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, end);
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw damaged();

    if (name === 'IHDR') {
      if (header || length !== 13) throw damaged();
      header = readHeader(view, at + 8);
    } else if (!header) {
      throw damaged();
    } else if (name === 'PLTE') {
      if (length % 3 !== 0 || length > 768) throw damaged();
      palette = content.slice();
    } else if (name === 'IDAT') {
      data.push(content);
    } else if (name === 'IEND') {
      return { header, palette, data };
    } else if (((bytes[at + 4] ?? 0) & 0x20) === 0) {
      throw new ImageError({ expected: 'a PNG of the usual kinds', received: 'a PNG with an unknown part' });
    }
    at = end + 4;
  }
}

function readHeader(view: DataView, at: number): PngHeader {
  const depth = view.getUint8(at + 8);
  const colorType = view.getUint8(at + 9);
  const interlacing = view.getUint8(at + 12);
  const isKnown = DEPTHS[colorType]?.includes(depth) === true;
  if (!isKnown || view.getUint16(at + 10) !== 0 || interlacing > 1) throw damaged();
  return {
    width: view.getUint32(at),
    height: view.getUint32(at + 4),
    depth,
    colorType,
    interlaced: interlacing === 1,
  };
}

function tooManyParts(): ImageError {
  return new ImageError({ expected: `a PNG of at most ${MAX_CHUNKS} parts`, received: 'a PNG of more' });
}

function endsEarly(): ImageError {
  return new ImageError({ expected: 'a whole PNG', received: 'a PNG that ends early' });
}

function damaged(): ImageError {
  return new ImageError({ expected: 'a PNG', received: 'a damaged PNG' });
}
