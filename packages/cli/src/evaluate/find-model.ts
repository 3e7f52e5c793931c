import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import { createModelRuntime, type Manifest, MANIFEST_FILE, parseManifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';

/** A model that was named on the command line. */
export interface FoundModel {
  description: ModelDescription;
  /** What lies beside its files, where it is one that Pilotlight added. */
  manifest: Manifest | undefined;
  /** Whether it was called by the name under which it is served. */
  isServed: boolean;
}

/**
 * Finds a model by the name under which it is served, its newest version, or at a path.
 *
 * @throws {ModelNotFoundError} @throws {ModelFormatError}
 */
export async function findModel(name: string, models: string): Promise<FoundModel> {
  const isPath = /[/\\.]/.test(name) || (await stat(name).catch(() => undefined)) !== undefined;
  const path = isPath ? name : await servedFolder(name, models);
  const added = await manifestBeside(path);
  if (added)
    return { description: await inspectModel(join(path, added.entry)), manifest: added, isServed: !isPath };
  const description = await inspectModel(path);
  return { description, manifest: await manifestBeside(description.folder), isServed: !isPath };
}

async function servedFolder(name: string, models: string): Promise<string> {
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const [found] = await runtime.describe({ model: name, version: undefined });
  return join(models, name, String(found?.version));
}

async function manifestBeside(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? parseManifest(JSON.parse(await readFile(file, 'utf8'))) : undefined;
}
