import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeOtherFiles } from './remove-other-files.ts';

/** Where a build notes down what it wrote; it is not uploaded itself. */
const BUILT_FILE = '.built.json';

/** Removes what is not part of this build, and notes down what is. */
export async function keepBuiltFiles(directory: string, files: readonly string[]): Promise<void> {
  await writeFile(join(directory, BUILT_FILE), JSON.stringify(files));
  await removeStrayFiles(directory);
}

/**
 * Removes from a built folder what came into it since: Node.js, when it runs the functions in place, adds to the
 * compiled code what it compiled besides. Without that, what is uploaded would depend on what had been tried before.
 */
export async function removeStrayFiles(directory: string): Promise<void> {
  const files: string[] = JSON.parse(await readFile(join(directory, BUILT_FILE), 'utf8'));
  await removeOtherFiles(directory, new Set([BUILT_FILE, ...files].map((file) => join(directory, file))));
}
