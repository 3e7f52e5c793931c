import { ImageError } from './image-error.ts';
import type { ImageSize } from './image-size.ts';

/** Facts about a WebP's picture. */
export interface WebpHeader extends ImageSize {
  /** True if the picture, or its transparency, is stored without loss. */
  isLossless: boolean;
}

/**
 * Reads the size of a WebP's picture, which the decoder allocates.
 *
 * @throws {ImageError} if it ends early or is animated.
 */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || 8 + view.getUint32(4, true) > bytes.length) throw endsEarly();

  let isLossless = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const data = at + 8;
    if (data + length > bytes.length) throw endsEarly();
    if (name === 'ANIM' || name === 'ANMF') {
      throw new ImageError({ expected: 'a WebP that is one picture', received: 'an animated WebP' });
    }
    if (name === 'ALPH') isLossless = true;
    if (name === 'VP8 ' && length >= 10) {
      // 14 bits each; the other two ask for scaling, which no decoder does.
      return {
        width: view.getUint16(data + 6, true) & 0x3fff,
        height: view.getUint16(data + 8, true) & 0x3fff,
        isLossless,
      };
    }
    if (name === 'VP8L' && length >= 5) {
      const packed = view.getUint32(data + 1, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1, isLossless: true };
    }
    at = data + length + (length % 2);
  }
  throw endsEarly();
}

function endsEarly(): ImageError {
  return new ImageError({ expected: 'a whole WebP', received: 'a WebP that ends early' });
}
