import { join, relative } from 'node:path';
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
 * Reads every version of every model of a folder, and checks that each is complete and unchanged.
 *
 * @throws {ModelBrokenError} where a manifest cannot be read, or a file is missing or not the one that was added.
 */
export async function readModels(modelsDirectory: string): Promise<StoredModel[]> {
  const { all } = await readCatalog(modelsDirectory);
  const models: StoredModel[] = [];
  for (const directory of all) {
    const manifest = await readManifest(directory);
    const names = Object.keys(manifest.files);
    for (const name of names) await readModelFile(directory, manifest, name);
    const folder = relative(modelsDirectory, directory.path);
    models.push({ directory, manifest, files: [MANIFEST_FILE, ...names].map((name) => join(folder, name)) });
  }
  return models;
}
