import { PNG } from 'pngjs';

/** A 24-bit, uncompressed BMP, as the test photographs are, as a PNG. */
export function bmpToPng(bmp: Buffer): Buffer {
  const pixels = bmp.readUInt32LE(10);
  const width = bmp.readInt32LE(18);
  const height = bmp.readInt32LE(22);
  if (bmp.readUInt16LE(28) !== 24 || bmp.readUInt32LE(30) !== 0)
    throw new TypeError('a plain 24-bit BMP was expected');
  const stride = Math.ceil((width * 3) / 4) * 4;
  const png = new PNG({ width, height: Math.abs(height) });
  for (let y = 0; y < Math.abs(height); y++) {
    // A positive height means that the last row comes first.
    const row = pixels + (height > 0 ? height - 1 - y : y) * stride;
    for (let x = 0; x < width; x++) {
      const [blue = 0, green = 0, red = 0] = bmp.subarray(row + x * 3, row + x * 3 + 3);
      png.data.set([red, green, blue, 255], (y * width + x) * 4);
    }
  }
  return PNG.sync.write(png);
}
