import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the total size of files in a folder, in bytes. */
export async function modelSize(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
