import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';

/** Size of a model's files, in bytes. */
export interface ModelBytes {
  onDisk: number;
  /** Each file deflated alone, as in a zip and in uploads. */
  compressed: number;
}

/**
 * Measures files.
 *
 * @param files relative to `folder`.
 */
export async function modelBytes(folder: string, files: readonly string[]): Promise<ModelBytes> {
  const bytes = { onDisk: 0, compressed: 0 };
  for (const file of files) {
    const content = await readFile(join(folder, file));
    bytes.onDisk += content.byteLength;
    bytes.compressed += (await promisify(deflateRaw)(content, { level: 9 })).byteLength;
  }
  return bytes;
}
