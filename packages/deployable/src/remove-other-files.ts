import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes every file below `directory` that is not in `keep`, such as those of an earlier build. */
export async function removeOtherFiles(directory: string, keep: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await removeOtherFiles(path, keep);
    else if (!keep.has(path)) await rm(path);
  }
  const left = await readdir(directory);
  if (left.length === 0) await rmdir(directory);
}
