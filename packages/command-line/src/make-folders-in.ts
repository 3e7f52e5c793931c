import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes folders inside an existing one, but never that one itself: if its disk was removed meanwhile, nothing is written
 * to the disk that now has its path.
 *
 * @param path relative to the folder, with `/` between names; `.` for none.
 * @returns the innermost folder.
 * @throws {Error} of the system; `ENOENT` if the folder is gone.
 */
export async function makeFoldersIn(folder: string, path: string): Promise<string> {
  let made = folder;
  for (const name of path.split('/')) {
    if (name === '.') continue;
    made = join(made, name);
    await mkdir(made).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  return made;
}
