import { deflateSync } from 'node:zlib';
import { PNG_END, pngFile, pngHeader } from './png-file.ts';

// Images of one color: a few kB that decode to as many bytes as any photograph of their size.

const WIDTH = 4000;
const HEIGHT = 3000;

/** A PNG of 12 megapixels. */
export function flatPng(color: 'RGB' | 'RGBA'): Buffer {
  const [samples, colorType] = color === 'RGB' ? [3, 2] : [4, 6];
  return pngFile(
    pngHeader({ width: WIDTH, height: HEIGHT, depth: 8, colorType }),
    ['IDAT', deflateSync(Buffer.alloc(HEIGHT * (1 + WIDTH * samples)))],
    PNG_END,
  );
}

/**
 * A JPEG of 12 megapixels in which every block is the same: its code tables have one code each, a zero bit, for "no change"
 * or "nothing more".
 */
export function flatJpeg(kind: 'baseline' | 'progressive'): Buffer {
  const components = [1, 2, 3];
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, ...components.flatMap((id) => [id, 0x11, 0])]);
  frame.writeUInt16BE(HEIGHT, 1);
  frame.writeUInt16BE(WIDTH, 3);
  const isBaseline = kind === 'baseline';
  const scan = [3, ...components.flatMap((id) => [id, 0]), 0, isBaseline ? 63 : 0, 0];
  const blocks = Math.ceil(WIDTH / 8) * Math.ceil(HEIGHT / 8) * components.length;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xdb, [0, ...Array<number>(64).fill(1)]),
    jpegSegment(isBaseline ? 0xc0 : 0xc2, frame),
    jpegSegment(0xc4, oneCode(0x00)),
    jpegSegment(0xc4, oneCode(0x10)),
    jpegSegment(0xda, scan),
    Buffer.alloc(Math.ceil((blocks * (isBaseline ? 2 : 1)) / 8)),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A table of one code of one bit. */
function oneCode(id: number): number[] {
  return [id, 1, ...Array<number>(15).fill(0), 0];
}

function jpegSegment(marker: number, content: ArrayLike<number>): Buffer {
  const segment = Buffer.from([0xff, marker, 0, 0, ...Array.from(content)]);
  segment.writeUInt16BE(2 + content.length, 2);
  return segment;
}
