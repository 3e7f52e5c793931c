import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes folders in one that is there, and never that one itself: where the disk it was on has gone meanwhile, nothing is
 * written to whatever now has its path.
 *
 * @param path relative to the folder, with `/` between names; `.` for none.
 * @returns the innermost.
 * @throws {Error} the system's, `ENOENT` where the folder is gone.
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
