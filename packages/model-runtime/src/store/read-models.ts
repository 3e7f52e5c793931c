import { lstat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import { checkSnapshot } from '../snapshot/check-snapshot.ts';
import { type Manifest, MANIFEST_FILE } from './manifest.ts';
import { readCatalog } from './model-catalog.ts';
import { type ModelDirectory, readManifest, readModelFile } from './model-directory.ts';

/** One version of a model as it lies on disk. */
export interface StoredModel {
  directory: ModelDirectory;
  manifest: Manifest;
  /** Its manifest and what this lists, as paths within the folder of all models. */
  files: string[];
}

/**
 * Reads every version of every model of a folder, and checks that each is complete and unchanged, and holds its files
 * itself, and that its snapshot can be used.
 *
 * @param wanted which of them; all, unless said.
 * @throws {ModelBrokenError} where a manifest cannot be read, or a file is missing, not the one that was added, or a
 *   symbolic link, or a snapshot says what it must not.
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

/** A link's file would be deployed with the model, and may be anybody's. */
async function refuseLinks(directory: ModelDirectory, file: string): Promise<void> {
  for (let path = file; path !== '.'; path = dirname(path)) {
    const found = await lstat(join(directory.path, path)).catch(() => undefined);
    if (found?.isSymbolicLink())
      throw new ModelBrokenError(directory, `'${path}' is a symbolic link: put the file itself there`);
  }
}
