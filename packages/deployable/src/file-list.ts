import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { removeOtherFiles } from './remove-other-files.ts';

/** The file, in a built folder, that lists all of its files. It is not uploaded. */
export const FILE_LIST = 'file-list.json';

/** Lists the files of a built folder, as the last step of a build. */
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
 * Removes the files of a folder that its last build did not make. A build from a cache is copied over an earlier one,
 * which may have left files there, such as models that were removed since.
 *
 * @throws {Error} if the folder was not built.
 */
export async function removeUnlistedFiles(folder: string): Promise<void> {
  const names: string[] = JSON.parse(await readFile(join(folder, FILE_LIST), 'utf8'));
  await removeOtherFiles(folder, new Set([FILE_LIST, ...names].map((name) => join(folder, name))));
}
