import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it.
 *
 * @throws {Error} the system's. Node.js itself says only that the folder is not there, where its disk is read-only.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    let first = resolve(folder);
    while (dirname(first) !== first && !(await isThere(dirname(first)))) first = dirname(first);
    await mkdir(first);
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
