import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';

/** What a model's files take, in bytes. */
export interface ModelBytes {
  onDisk: number;
  /** Each file deflated by itself, as a zip has it and uploads are. */
  compressed: number;
}

/** @param files relative to `folder`. */
export async function modelBytes(folder: string, files: readonly string[]): Promise<ModelBytes> {
  const bytes = { onDisk: 0, compressed: 0 };
  for (const file of files) {
    const content = await readFile(join(folder, file));
    bytes.onDisk += content.byteLength;
    bytes.compressed += (await promisify(deflateRaw)(content, { level: 9 })).byteLength;
  }
  return bytes;
}
