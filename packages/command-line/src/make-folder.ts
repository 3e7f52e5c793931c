import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its parents.
 *
 * @throws {Error} of the system. On a read-only disk, Node.js alone would only report that the folder does not exist.
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
