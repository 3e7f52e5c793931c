import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes every file below `directory` that is not one of `keep`, such as those of an earlier build. */
export async function removeOtherFiles(directory: string, keep: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !keep.has(path)) await rm(path);
  }
}
