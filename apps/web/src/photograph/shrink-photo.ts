import { fitWithin } from './fit-within.ts';
import { MAX_FILE_MEGABYTES, PhotoError } from './photo-error.ts';

/** Image models look at some 200 to 300 pixels; more would only make the call slower. */
const MAX_SIDE = 512;

const QUALITY = 0.9;

/** What the file may be. */
const TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/**
 * Makes a small JPEG of a photograph, turned the right way up, on white where it is transparent.
 *
 * @throws {PhotoError} for a file that is too large or no photograph.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (!TYPES.has(file.type)) throw new PhotoError('NOT_A_PHOTOGRAPH');
  if (file.size > MAX_FILE_MEGABYTES * 1e6) throw new PhotoError('TOO_LARGE');
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new PhotoError('NOT_A_PHOTOGRAPH', { cause });
  });
  try {
    const canvas = document.createElement('canvas');
    const { width, height } = fitWithin(bitmap, MAX_SIDE);
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) throw new TypeError('this browser has no 2D canvas');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!photo) throw new PhotoError('NOT_A_PHOTOGRAPH');
    return photo;
  } finally {
    bitmap.close();
  }
}
