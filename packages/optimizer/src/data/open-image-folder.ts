import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OptimizerError } from '../optimizer-error.ts';
import type { Dataset } from './dataset.ts';
import { DATA_LIMITS } from './limits.ts';
import { readBounded } from './read-bounded.ts';

const IMAGE = /\.(jpe?g|png|webp)$/i;

/**
 * Opens a folder with a folder of pictures (JPEG, PNG, WebP) for each class, with the class as its name.
 *
 * @throws {OptimizerError} if there is no such picture.
 */
export async function openImageFolder(folder: string): Promise<Dataset> {
  const classes = await visibleNames(folder, (entry) => entry.isDirectory());
  const pictures: { file: string; label: string }[] = [];
  for (const label of classes) {
    const names = await visibleNames(join(folder, label), (entry) => entry.isFile());
    for (const name of names.filter((each) => IMAGE.test(each))) {
      pictures.push({ file: join(folder, label, name), label });
    }
    if (pictures.length > DATA_LIMITS.examples) throw new OptimizerError(`${folder} has too many pictures`);
  }
  if (pictures.length === 0) {
    throw new OptimizerError(
      `${folder} has no folders of pictures: add one for each class, with JPEG, PNG or WebP files`,
    );
  }
  return {
    name: folder,
    count: pictures.length,
    files: pictures.map(({ file }) => resolve(file)),
    classes,
    async read(at) {
      const { file = '', label = '' } = pictures[at] ?? {};
      return {
        name: file,
        question: { kind: 'image', bytes: await readBounded(file, DATA_LIMITS.image) },
        truth: { kind: 'class', label },
      };
    },
  };
}

async function visibleNames(
  folder: string,
  isWanted: (entry: { isDirectory(): boolean; isFile(): boolean }) => boolean,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => isWanted(entry) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted();
}
