/** A picture in plain pixels. */
export interface Bitmap {
  width: number;
  height: number;
  /** Top row first, red first. */
  pixels: Uint8Array<ArrayBuffer>;
}

/**
 * Reads an uncompressed 24-bit BMP, the format of photographs for testing models.
 *
 * @throws {TypeError} for any other BMP.
 */
export function readBmp(file: Buffer): Bitmap {
  const start = file.readUInt32LE(10);
  const width = file.readInt32LE(18);
  const signedHeight = file.readInt32LE(22);
  if (file.readUInt16LE(28) !== 24 || file.readUInt32LE(30) !== 0) {
    throw new TypeError('expected a plain 24-bit BMP');
  }
  const height = Math.abs(signedHeight);
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    // The last row comes first, unless the height is negative; and blue before red.
    const row = file.subarray(start + (signedHeight > 0 ? height - 1 - y : y) * rowBytes);
    for (let x = 0; x < width * 3; x += 3) {
      pixels.set([row.readUInt8(x + 2), row.readUInt8(x + 1), row.readUInt8(x)], y * width * 3 + x);
    }
  }
  return { width, height, pixels };
}
