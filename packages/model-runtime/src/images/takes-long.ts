import { checkJpeg } from './check-jpeg.ts';
import { ImageError } from './image-error.ts';
import { imageFormat } from './image-format.ts';
import type { ImageSize } from './image-size.ts';
import { readWebpHeader } from './webp-header.ts';

/** Pixels that every format is decoded of within some 25 ms, as long as a part of a request takes. */
const SHORT_PIXELS = 1024 * 768;

/** As many again for each scan of a progressive JPEG: ten are usual, and most hold one component of three. */
const SHORT_SCANNED_PIXELS = 4 * SHORT_PIXELS;

/** A file that is longer than any short one needs to be; of others, what they say of themselves is read at once. */
const SHORT_BYTES = 1024 * 1024;

/** Whether base64 of so many characters stands for more bytes than an image has that is decoded soon. */
export function isLongFile(encoded: string): boolean {
  return encoded.length > (SHORT_BYTES / 3) * 4;
}

/** Whether decoding an image keeps the processor for longer than a part of a request may; false for what is refused. */
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
      // Its header is its first part, or it is refused.
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return bytes.length < 24
        ? { width: 0, height: 0, scans: 0 }
        : { width: view.getUint32(16), height: view.getUint32(20), scans: 1 };
    }
    case undefined:
      return { width: 0, height: 0, scans: 0 };
  }
}
