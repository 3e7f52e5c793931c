import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type AsyncZippable, zip } from 'fflate';

/** Returns the bytes of a folder when zipped, as it is uploaded. */
export async function archiveBytes(folder: string): Promise<number> {
  const files: AsyncZippable = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = new Uint8Array(await readFile(path));
  }
  const archive = await promisify<AsyncZippable, Uint8Array>(zip)(files);
  return archive.length;
}
