import { PredictError } from '../errors/predict-error.ts';

const QUALITY = 0.9;

/** True for the bytes of a whole JPEG, of a PNG or of a WebP. */
export function isEncodedImage(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  const isJpeg = head.startsWith('\xFF\xD8\xFF') && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
  return isJpeg || head.startsWith('\x89PNG\r\n\x1A\n') || /^RIFF.{4}WEBP/s.test(head);
}

/**
 * Shrinks an image to a small JPEG in a browser: turned the right way up, and on white if it is transparent. Most models
 * take 200 to 300 pixels per side. Outside a browser the bytes stay unchanged.
 *
 * @param side pixels of the longer side. @throws {PredictError} for anything that is not an image.
 */
export async function shrinkImage(image: Blob, field: string, side: number): Promise<Uint8Array> {
  if (typeof createImageBitmap === 'undefined') return bytesOf(image);
  const bitmap = await createImageBitmap(image).catch((cause: unknown) => {
    throw unreadable(field, cause);
  });
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw unreadable(field);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return bytesOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }));
}

function unreadable(field: string, cause?: unknown): PredictError {
  return new PredictError('UNREADABLE_IMAGE', `${field}: the browser cannot read this image`, {
    field,
    cause,
  });
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
