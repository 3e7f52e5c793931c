import { crc32, deflateSync } from 'node:zlib';

/** Returns a square grayscale picture as a PNG. */
export function grayPng(pixels: Uint8Array): Buffer {
  const side = Math.sqrt(pixels.length);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits of gray.
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Array.from({ length: side }, (_, row) => [
    0,
    ...pixels.subarray(row * side, (row + 1) * side),
  ]);
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
