import { readBmp } from '@pilotlight/model-runtime/read-bmp';
import { PNG } from 'pngjs';

/** Converts a 24-bit, uncompressed BMP, such as the test photographs, to a PNG. */
export function bmpToPng(bmp: Buffer): Buffer {
  const { width, height, pixels } = readBmp(bmp);
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at++) {
    png.data.set([...pixels.subarray(at * 3, at * 3 + 3), 255], at * 4);
  }
  return PNG.sync.write(png);
}
