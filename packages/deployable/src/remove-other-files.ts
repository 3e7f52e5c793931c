import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes everything below `directory` that is not one of the files `keep`, such as what an earlier build left. */
export async function removeOtherFiles(directory: string, keep: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await removeOtherFiles(path, keep);
    else if (!keep.has(path)) await rm(path);
  }
  const left = await readdir(directory);
  if (left.length === 0) await rmdir(directory);
}
