import { lstat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import { checkSnapshot } from '../snapshot/check-snapshot.ts';
import { type Manifest, MANIFEST_FILE } from './manifest.ts';
import { readCatalog } from './model-catalog.ts';
import { type ModelDirectory, readManifest, readModelFile } from './model-directory.ts';

/** One version of a model on disk. */
export interface StoredModel {
  directory: ModelDirectory;
  manifest: Manifest;
  /** Its manifest and the files that the manifest lists, as paths within the folder of all models. */
  files: string[];
}

/**
 * Reads every version of every model of a folder. Checks that each is complete and unchanged, that its files are not
 * links, and that its snapshot can be used.
 *
 * @param wanted the versions to read; defaults to all.
 * @throws {ModelBrokenError} if a manifest cannot be read, a file is missing, has changed or is a symbolic link, or a
 *   snapshot is invalid.
 */
export async function readModels(
  modelsDirectory: string,
  wanted?: readonly ModelDirectory[],
): Promise<StoredModel[]> {
  const models: StoredModel[] = [];
  for (const directory of wanted ?? (await readCatalog(modelsDirectory)).all) {
    await refuseLinks(directory, MANIFEST_FILE);
    const manifest = await readManifest(directory);
    const names = Object.keys(manifest.files);
    for (const name of names) {
      await refuseLinks(directory, name);
      await readModelFile(directory, manifest, name);
    }
    await checkSnapshot(directory, manifest);
    const folder = relative(modelsDirectory, directory.path);
    models.push({ directory, manifest, files: [MANIFEST_FILE, ...names].map((name) => join(folder, name)) });
  }
  return models;
}

/** A link's target would be deployed with the model, and may be anybody's file. */
async function refuseLinks(directory: ModelDirectory, file: string): Promise<void> {
  for (let path = file; path !== '.'; path = dirname(path)) {
    const found = await lstat(join(directory.path, path)).catch(() => undefined);
    if (found?.isSymbolicLink())
      throw new ModelBrokenError(directory, `'${path}' is a symbolic link: put the file itself there`);
  }
}
