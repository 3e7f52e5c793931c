/** The pixels of an uncompressed 24-bit BMP of a width that is a multiple of four: top row first, red first. */
export function readBmp(file: Buffer): Uint8Array<ArrayBuffer> {
  const width = file.readInt32LE(18);
  const height = file.readInt32LE(22);
  if (file.readUInt16LE(28) !== 24 || file.readUInt32LE(30) !== 0 || width % 4 !== 0 || height < 1) {
    throw new TypeError('a plain 24-bit BMP was expected');
  }
  const start = file.readUInt32LE(10);
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    // The last row comes first, and blue before red.
    const row = file.subarray(start + (height - 1 - y) * width * 3);
    for (let x = 0; x < width * 3; x += 3) {
      pixels.set([row.readUInt8(x + 2), row.readUInt8(x + 1), row.readUInt8(x)], y * width * 3 + x);
    }
  }
  return pixels;
}
