import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { digits } from '../../support/digits.ts';
import { flatJpeg, flatPng } from '@pilotlight/model-runtime/flat-images';

const MB = 1_000_000;

/** A request that takes more memory than it seems. */
export interface HostileInput {
  name: string;
  headers?: Record<string, string>;
  body: Buffer;
}

/** Returns JSON of about `bytes` bytes: one text, repeated as rows. */
function repeated(text: string, bytes: number): Buffer {
  const [start, end] = ['{"data":{"instances":[', `${text.slice(0, -1)}]}}`];
  const count = Math.floor((bytes - start.length - end.length) / text.length);
  return Buffer.concat([Buffer.from(start), Buffer.alloc(count * text.length, text), Buffer.from(end)]);
}

/** Returns bodies that take more memory to parse than they have bytes. */
export function heavyBodies(): HostileInput[] {
  const bomb = repeated('[],', 15 * MB);
  const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
  return [
    { name: '15 MB of `[],`, by gzip', headers: { 'content-encoding': 'gzip' }, body: gzipSync(bomb) },
    {
      name: '15 MB of `[],`, by deflate',
      headers: { 'content-encoding': 'deflate' },
      body: deflateSync(bomb),
    },
    {
      name: '15 MB of `[],`, by brotli',
      headers: { 'content-encoding': 'br' },
      body: brotliCompressSync(bomb, fast),
    },
    // A function of 256 MiB admits the small ones, and its code refuses them.
    ...[1, 2, 8].flatMap((megabytes) =>
      ['[],', '{},', '0,', '"",', '{"1000":0},'].map((text) => ({
        name: `${megabytes} MB of \`${text}\``,
        body: repeated(text, megabytes * MB),
      })),
    ),
    { name: '30 MB of `[],`', body: repeated('[],', 30 * MB) },
    { name: '4,000 levels', body: Buffer.from(`{"data":${'['.repeat(4000)}${']'.repeat(4000)}}`) },
  ];
}

/** Returns calls about digits, large but valid, or nearly so. */
export function bodiesOfDigits(): HostileInput[] {
  const rows = (count: number) => call({ instances: Array.from({ length: count }, () => digits[8]?.binary) });
  return [
    { name: '30 MB of digits', body: rows(7000) },
    { name: '4,000 digits', body: rows(4000) },
    { name: '10,000 rows', body: call({ instances: Array.from({ length: 10_000 }, () => [0.5]) }) },
    {
      name: '1,000 digits as numbers',
      body: call({ instances: Array.from({ length: 1000 }, () => digits[3]?.nested) }),
    },
    { name: '16 MB of base64', body: call({ instances: [{ b64: 'A'.repeat(16 * MB) }] }) },
  ];
}

/** Returns calls about pictures of 8 by 8 pixels. */
export function bodiesOfPictures(): HostileInput[] {
  const pixels = Buffer.alloc(4 * 8 * 8 * 3).toString('base64');
  const row = { dtype: 'float32', shape: [8, 8, 3], b64: pixels };
  return [
    { name: '10,000 rows', body: call({ instances: Array.from({ length: 10_000 }, () => row) }) },
    { name: '2,000 rows', body: call({ instances: Array.from({ length: 2000 }, () => row) }) },
  ];
}

/** Returns small files that decode to 12 megapixels. */
export function heavyImages(): HostileInput[] {
  const images = [
    ['a PNG, RGB', flatPng('RGB')],
    ['a PNG, RGBA', flatPng('RGBA')],
    ['a JPEG', flatJpeg('baseline')],
    ['a progressive JPEG', flatJpeg('progressive')],
  ] as const;
  return [
    ...images.map(([name, image]) => ({
      name: `12 megapixels, ${name}`,
      body: call({ instances: [encoded(image)] }),
    })),
    {
      name: '55 PNGs of 12 megapixels',
      body: call({ instances: Array.from({ length: 55 }, () => encoded(images[0][1])) }),
    },
  ];
}

function encoded(image: Buffer) {
  return { b64: image.toString('base64') };
}

function call(data: object): Buffer {
  return Buffer.from(JSON.stringify({ data }));
}
