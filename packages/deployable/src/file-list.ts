import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { removeOtherFiles } from './remove-other-files.ts';

/** In a folder that was built, the names of all files in it. It is not uploaded. */
export const FILE_LIST = 'file-list.json';

/** Writes down what a build has left in its folder, as its last step. */
export async function writeFileList(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .map((name) => name.replaceAll(sep, '/'))
    .filter((name) => name !== FILE_LIST);
  await writeFile(join(folder, FILE_LIST), JSON.stringify(names.toSorted()));
}

/**
 * Removes what is not of the build whose files are in a folder. A build that comes out of a cache is copied over what an
 * earlier one left there, such as models that were removed since.
 *
 * @throws {Error} where the folder was not built.
 */
export async function removeUnlistedFiles(folder: string): Promise<void> {
  const names: string[] = JSON.parse(await readFile(join(folder, FILE_LIST), 'utf8'));
  await removeOtherFiles(folder, new Set([FILE_LIST, ...names].map((name) => join(folder, name))));
}
