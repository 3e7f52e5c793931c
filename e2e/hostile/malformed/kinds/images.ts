import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { REPOSITORY } from '@pilotlight/local-platform';
import { flatJpeg, flatPng } from '@pilotlight/model-runtime/flat-images';
import { PNG_END, type PngChunk, pngFile, pngHeader } from '@pilotlight/model-runtime/png-file';
import { type Chance, damage } from '../chance.ts';
import { callOf } from '../wire-request.ts';
import type { Kind } from './kind.ts';

// Files that claim to be images.

const FIXTURES = join(REPOSITORY, 'packages/model-runtime/src/images/fixtures');
const FILES = [
  'rgb.jpg',
  'progressive.jpg',
  'turned-6.jpg',
  'rgb.png',
  'palette4.png',
  'interlaced.png',
  'lossy.webp',
  'lossless.webp',
  'animated.webp',
  'cmyk.jpg',
].map((name) => readFileSync(join(FIXTURES, name)));

/** Files of twelve megapixels each, which a thread decodes. */
const LARGE_FILES = [flatJpeg('baseline'), flatJpeg('progressive'), flatPng('RGB')];

const SIZES = [0, 1, 2, 15, 3463, 4000, 12_000, 65_535, 12_000_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** Returns a PNG with unrelated header and data, but correct checksums. */
function lyingPng(chance: Chance): Buffer {
  const header = pngHeader({
    width: chance.pick(SIZES),
    height: chance.pick(SIZES),
    depth: chance.pick([1, 2, 4, 8, 16, 3]),
    colorType: chance.pick([0, 2, 3, 4, 6, 5]),
    interlace: chance.below(2),
  });
  const data = deflateSync(
    chance.oneIn(3) ? Buffer.alloc(chance.pick([0, 1, 100, 50_000_000])) : chance.bytes(chance.below(500)),
  );
  const palette: PngChunk[] = chance.oneIn(3) ? [['PLTE', chance.bytes(3 * chance.below(256))]] : [];
  const other: PngChunk[] = chance.oneIn(4)
    ? [[chance.pick(['tEXt', 'zTXt', 'iCCP', 'acTL', 'XXXX', 'IHDR']), chance.bytes(50)]]
    : [];
  const parts = Array.from({ length: chance.pick([1, 1, 2, 1000]) }, (_, n): PngChunk => [
    'IDAT',
    n === 0 ? data : Buffer.alloc(0),
  ]);
  const end = chance.oneIn(5) ? [] : [PNG_END];
  return pngFile(header, ...palette, ...other, ...parts, ...end);
}

/** Returns a JPEG with a frame and nearly empty scans. */
function lyingJpeg(chance: Chance): Buffer {
  const frame = Buffer.from([
    0xff,
    chance.pick([0xc0, 0xc1, 0xc2, 0xc3, 0xc9]),
    0,
    11,
    chance.pick([8, 12, 0]),
    0,
    0,
    0,
    0,
    1,
    1,
    chance.pick([0x11, 0x44, 0, 0xff]),
    0,
  ]);
  frame.writeUInt16BE(chance.pick(SIZES) & 0xffff, 5);
  frame.writeUInt16BE(chance.pick(SIZES) & 0xffff, 7);
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(chance.oneIn(3) ? [exif(chance)] : []),
    ...(chance.oneIn(3) ? [Buffer.from([0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(1)])] : []),
    frame,
    ...Array.from({ length: chance.pick([0, 1, 2, 200, 5000]) }, () => scan),
    chance.bytes(chance.below(300)),
    ...(chance.oneIn(4) ? [] : [Buffer.from([0xff, 0xd9])]),
  ]);
}

function exif(chance: Chance): Buffer {
  const content = Buffer.concat([
    Buffer.from('Exif\0\0MM\0\x2a\0\0\0\x08', 'latin1'),
    chance.bytes(chance.below(60)),
  ]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), content]);
  segment.writeUInt16BE(content.length + chance.pick([2, 2, 2, 0, 1000]), 2);
  return segment;
}

const OTHER_FILES = [
  'GIF89a\x01\0\x01\0',
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  '<!DOCTYPE html><script>',
  'BM\0\0',
  '%PDF-1.7',
  'RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff',
  'RIFF\0\0\0\0WEBPVP8X',
  '\x89PNG\r\n\x1a\n',
  '\xff\xd8\xff',
  '',
].map((text) => Buffer.from(text, 'latin1'));

const images: Kind = {
  name: 'a file that claims to be an image',
  draw(chance, { model, input }) {
    const bytes = chance.pick([
      () => damage(chance.pick(FILES), chance),
      () => damage(chance.pick(LARGE_FILES), chance),
      () => lyingPng(chance),
      () => lyingJpeg(chance),
      () => Buffer.concat([chance.pick(FILES), chance.bytes(100)]),
      () => chance.pick(OTHER_FILES),
    ])();
    const b64 = bytes.toString('base64');
    const image = chance.oneIn(10) ? { b64: `data:image/png;base64,${b64}` } : { b64 };
    return callOf({ model, instances: [chance.oneIn(4) ? { [input]: image } : image] });
  },
};

export const IMAGE_KINDS: readonly Kind[] = [images];
