import { join, relative } from 'node:path';
import { MANIFEST_FILE } from './manifest.ts';
import { readCatalogue } from './model-catalogue.ts';
import { readManifest } from './model-directory.ts';

/**
 * The files that serving a folder of models takes, as paths within that folder: of each version its manifest and
 * what this lists.
 *
 * @throws {ModelBrokenError} where a manifest cannot be read.
 */
export async function listModelFiles(modelsDirectory: string): Promise<string[]> {
  const { all } = await readCatalogue(modelsDirectory);
  const lists = all.map(async (directory) => {
    const { files } = await readManifest(directory);
    const folder = relative(modelsDirectory, directory.path);
    return [MANIFEST_FILE, ...Object.keys(files)].map((file) => join(folder, file));
  });
  return (await Promise.all(lists)).flat();
}
