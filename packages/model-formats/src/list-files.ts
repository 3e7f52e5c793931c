import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from './limits.ts';
import type { ModelFile } from './model-description.ts';
import { ModelFormatError } from './model-format-error.ts';

/** The files of `folder` under the given names, with folders looked into, as long as there are not absurdly many. */
export async function listFiles(folder: string, names: readonly string[]): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  const add = async (name: string, depth: number): Promise<void> => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
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
  for (const name of names) await add(name, 0);
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
