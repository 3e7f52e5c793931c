import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from './limits.ts';
import type { ModelFile } from './model-description.ts';
import { ModelFormatError } from './model-format-error.ts';
import { refuseLink } from './refuse-link.ts';

/**
 * Lists the files of `folder` under the given names, including those in folders. The folder itself may be a symbolic link.
 *
 * @throws {ModelFormatError} if one of them, or a folder on its path, is a symbolic link, or there are too many.
 */
export async function listFiles(folder: string, names: readonly string[]): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  const add = async (name: string, depth: number): Promise<void> => {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    refuseLink(path, found);
    if (found?.isFile()) files.push({ name, bytes: found.size });
    if (files.length > LIMITS.files || depth > LIMITS.depth) {
      throw new ModelFormatError({
        file: path,
        problem: 'is among more files or folders than a model has',
        fix: 'give the folder of the model itself',
      });
    }
    if (!found?.isDirectory()) return;
    for await (const entry of await opendir(path)) {
      if (!entry.name.startsWith('.')) await add(`${name}/${entry.name}`, depth + 1);
    }
  };
  for (const name of names) {
    for (const above of foldersAbove(name)) {
      const path = join(folder, above);
      refuseLink(path, await lstat(path).catch(() => undefined));
    }
    await add(name, 0);
  }
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the folders of a path: `a` and `a/b` for `a/b/c`. */
function foldersAbove(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}
