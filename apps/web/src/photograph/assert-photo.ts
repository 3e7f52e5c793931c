import { MAX_FILE_MEGABYTES, PhotoError } from './photo-error.ts';

/** The types of files that are accepted. */
const TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** @throws {PhotoError} for a file that is too large or has another type. */
export function assertPhoto(file: File): void {
  if (!TYPES.has(file.type)) throw new PhotoError('NOT_A_PHOTOGRAPH');
  if (file.size > MAX_FILE_MEGABYTES * 1e6) throw new PhotoError('TOO_LARGE');
}
