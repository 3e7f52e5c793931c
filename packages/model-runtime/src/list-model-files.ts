import { join, relative } from 'node:path';
import { MANIFEST_FILE } from './manifest.ts';
import { readCatalogue } from './model-catalogue.ts';
import { readManifest, readModelFile } from './model-directory.ts';

/**
 * The files that serving a folder of models takes, as paths within that folder: of each version its manifest and
 * what this lists.
 *
 * @throws {ModelBrokenError} where a manifest cannot be read, or a file is missing or not the one that was added.
 */
export async function listModelFiles(modelsDirectory: string): Promise<string[]> {
  const { all } = await readCatalogue(modelsDirectory);
  const listed: string[] = [];
  for (const directory of all) {
    const manifest = await readManifest(directory);
    const files = Object.keys(manifest.files);
    for (const file of files) await readModelFile(directory, manifest, file);
    listed.push(
      ...[MANIFEST_FILE, ...files].map((file) => join(relative(modelsDirectory, directory.path), file)),
    );
  }
  return listed;
}
