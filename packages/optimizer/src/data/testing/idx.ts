import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Writes a pair of IDX files of 2 x 2 pixels: picture i is four times `pixels[i]`. */
export async function writeIdxPair(
  folder: string,
  { prefix = '', pixels, labels }: { prefix?: string; pixels: number[]; labels: number[] },
): Promise<string> {
  const images = join(folder, `${prefix}images-idx3-ubyte.gz`);
  const four = pixels.flatMap((pixel) => [pixel, pixel, pixel, pixel]);
  await mkdir(folder, { recursive: true });
  await writeFile(images, gzipSync(Buffer.concat([header(0x803, pixels.length, 2, 2), Buffer.from(four)])));
  await writeFile(
    join(folder, `${prefix}labels-idx1-ubyte`),
    Buffer.concat([header(0x801, labels.length), Buffer.from(labels)]),
  );
  return images;
}

/** Returns big-endian 32-bit numbers, the header of IDX. */
function header(...numbers: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [at, number] of numbers.entries()) view.setUint32(4 * at, number);
  return new Uint8Array(view.buffer);
}
