import { checkJpeg } from './check-jpeg.ts';
import { ImageError } from './image-error.ts';
import { imageFormat } from './image-format.ts';
import type { ImageSize } from './image-size.ts';
import { readWebpHeader } from './webp-header.ts';

/** Pixels that each format decodes within about 25 ms, the time of a part of a request. */
const SHORT_PIXELS = 1024 * 768;

/** As many again for each scan of a progressive JPEG: ten are usual, and most hold one component of three. */
const SHORT_SCANNED_PIXELS = 4 * SHORT_PIXELS;

/** Longer than a file that decodes quickly needs to be; the header of a shorter file is read at once. */
const SHORT_BYTES = 1024 * 1024;

/** True if this number of base64 characters means more bytes than an image that decodes quickly has. */
export function isLongFile(encoded: string): boolean {
  return encoded.length > (SHORT_BYTES / 3) * 4;
}

/** True if decoding an image takes longer than a part of a request may; false for an image that is refused. */
export function takesLong(bytes: Uint8Array): boolean {
  try {
    const { width, height, scans } = declared(bytes);
    return width * height > SHORT_PIXELS || width * height * scans > SHORT_SCANNED_PIXELS;
  } catch (error) {
    if (ImageError.isInstance(error)) return false;
    throw error;
  }
}

function declared(bytes: Uint8Array): ImageSize & { scans: number } {
  switch (imageFormat(bytes)) {
    case 'jpeg': {
      const { size, scans } = checkJpeg(bytes);
      return { ...size, scans };
    }
    case 'webp':
      return { ...readWebpHeader(bytes), scans: 1 };
    case 'png': {
      // The header is the first chunk, or the image is refused.
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return bytes.length < 24
        ? { width: 0, height: 0, scans: 0 }
        : { width: view.getUint32(16), height: view.getUint32(20), scans: 1 };
    }
    case undefined:
      return { width: 0, height: 0, scans: 0 };
  }
}
