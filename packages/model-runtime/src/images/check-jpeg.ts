import { ImageError } from './image-error.ts';
import { checkSize, MAX_PIXELS } from './image-limits.ts';
import type { ImageSize } from './raster.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/** Markers of a frame that are not baseline, extended or progressive Huffman coding. */
const OTHER_FRAMES: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/** Each scan of a progressive JPEG goes over all pixels again, and a few bytes are enough for one. Ten are usual. */
const MAX_SCANNED_PIXELS = 12 * MAX_PIXELS;

/**
 * Walks through a JPEG from its first marker to its last.
 *
 * @throws {ImageError} where it ends early, is too large, or is of a kind that is not decoded.
 */
export function checkJpeg(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: ImageSize | undefined;
  let scans = 0;
  let at = 0;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    while (at >= 0 && bytes[at] === 0xff) at++;
    const marker = at < 0 ? undefined : bytes[at++];
    if (marker === EOI && size && scans > 0) return;
    if (marker === undefined || marker === EOI) throw endsEarly();
    // Stuffed bytes and restarts of a scan, and markers that stand alone.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= SOI)) continue;

    if (at + 2 > bytes.length) throw endsEarly();
    const length = view.getUint16(at);
    if (length < 2 || at + length > bytes.length) throw endsEarly();
    if (OTHER_FRAMES.has(marker)) {
      throw new ImageError({
        expected: 'a JPEG of the usual kinds',
        received: 'a lossless or arithmetic one',
      });
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (size || length < 8) throw damaged();
      size = readFrame(view, at + 2);
    }
    if (marker === SOS) {
      if (!size) throw damaged();
      scans++;
      if (scans * size.width * size.height > MAX_SCANNED_PIXELS) {
        throw new ImageError({ expected: 'a JPEG of fewer scans', received: `one of ${scans} or more` });
      }
    }
    at += length;
  }
}

function readFrame(view: DataView, at: number): ImageSize {
  const bits = view.getUint8(at);
  const components = view.getUint8(at + 5);
  if (bits !== 8) throw new ImageError({ expected: 'a JPEG of 8 bits', received: `one of ${bits}` });
  if (components !== 1 && components !== 3) {
    throw new ImageError({
      expected: 'a JPEG in colour (RGB) or grey',
      received: components === 4 ? 'one in CMYK' : `one of ${components} components`,
    });
  }
  const size = { height: view.getUint16(at + 1), width: view.getUint16(at + 3) };
  checkSize(size);
  return size;
}

function endsEarly(): ImageError {
  return new ImageError({ expected: 'a whole JPEG', received: 'one that ends early' });
}

function damaged(): ImageError {
  return new ImageError({ expected: 'a JPEG', received: 'a damaged one' });
}
