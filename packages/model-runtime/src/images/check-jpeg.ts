import { ImageError } from './image-error.ts';
import { checkSize, MAX_PIXELS } from './image-limits.ts';
import { readOrientation } from './jpeg-orientation.ts';
import type { ImageSize } from './image-size.ts';
import type { Orientation } from './raster.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Marker of the segment with Exif. */
const APP1 = 0xe1;
/** Marker of a progressive frame. */
const PROGRESSIVE = 0xc2;

/** Markers of frames other than baseline, extended or progressive Huffman coding. */
const OTHER_FRAMES: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/** Each scan of a progressive JPEG visits all pixels again, and can be a few bytes long. Ten are usual. */
const MAX_SCANNED_PIXELS = 12 * MAX_PIXELS;

/** Facts in a JPEG's header. */
export interface JpegHeader {
  size: ImageSize;
  /** Number of coefficients that the decoder keeps: all for a progressive JPEG. */
  coefficients: number;
  orientation: Orientation;
  /** Number of passes over its pixels. */
  scans: number;
}

type JpegFrame = Pick<JpegHeader, 'size' | 'coefficients'>;

/**
 * Reads the markers of a JPEG from the first to the last.
 *
 * @throws {ImageError} if it ends early, is too large, or is of a kind that is not decoded.
 */
export function checkJpeg(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: JpegFrame | undefined;
  let orientation: Orientation | undefined;
  let scans = 0;
  let at = 0;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    while (at >= 0 && bytes[at] === 0xff) at++;
    const marker = at < 0 ? undefined : bytes[at++];
    if (marker === EOI && frame && scans > 0) {
      return { ...frame, orientation: orientation ?? 1, scans };
    }
    if (marker === undefined || marker === EOI) throw endsEarly();
    // Stuffed bytes and restarts of a scan, and markers without a segment.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= SOI)) continue;

    if (at + 2 > bytes.length) throw endsEarly();
    const length = view.getUint16(at);
    if (length < 2 || at + length > bytes.length) throw endsEarly();
    if (marker === APP1) orientation ??= readOrientation(bytes.subarray(at + 2, at + length));
    if (OTHER_FRAMES.has(marker)) {
      throw new ImageError({
        expected: 'a JPEG of the usual kinds',
        received: 'a lossless or arithmetic JPEG',
      });
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (frame || length < 8) throw damaged();
      frame = readFrame(view, { at: at + 2, end: at + length, isProgressive: marker === PROGRESSIVE });
    }
    if (marker === SOS) {
      if (!frame) throw damaged();
      scans++;
      if (scans * frame.size.width * frame.size.height > MAX_SCANNED_PIXELS) {
        throw new ImageError({ expected: 'a JPEG of fewer scans', received: `a JPEG of ${scans} or more` });
      }
    }
    at += length;
  }
}

function readFrame(
  view: DataView,
  { at, end, isProgressive }: { at: number; end: number; isProgressive: boolean },
): JpegFrame {
  const bits = view.getUint8(at);
  const components = view.getUint8(at + 5);
  if (bits !== 8) throw new ImageError({ expected: 'a JPEG of 8 bits', received: `a JPEG of ${bits}` });
  if (components !== 1 && components !== 3) {
    throw new ImageError({
      expected: 'a JPEG in color (RGB) or gray',
      received: components === 4 ? 'a JPEG in CMYK' : `a JPEG of ${components} components`,
    });
  }
  const size = { height: view.getUint16(at + 1), width: view.getUint16(at + 3) };
  checkSize(size);
  if (at + 6 + 3 * components > end) throw damaged();
  // Components have sampling factors across and down, which can differ.
  const samples = Array.from({ length: components }, (_, n) => view.getUint8(at + 7 + 3 * n));
  const areas = samples.map((sampling) => (sampling >> 4) * (sampling & 0xf));
  const perPixel = areas.reduce((sum, area) => sum + area, 0) / Math.max(1, ...areas);
  return { size, coefficients: isProgressive ? size.width * size.height * perPixel : 0 };
}

function endsEarly(): ImageError {
  return new ImageError({ expected: 'a whole JPEG', received: 'a JPEG that ends early' });
}

function damaged(): ImageError {
  return new ImageError({ expected: 'a JPEG', received: 'a damaged JPEG' });
}
