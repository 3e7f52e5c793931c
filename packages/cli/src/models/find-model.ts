import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import { createModelRuntime, type Manifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { provenanceOf, manifestBeside } from '../provenance/provenance-of.ts';

/** A model that was named on the command line. */
export interface FoundModel {
  description: ModelDescription;
  /** What lies beside its files, where it is one that Pilotlight added. */
  manifest: Manifest | undefined;
  /** How it was made of another, where that is known. */
  provenance: Provenance | undefined;
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
  const description = await inspectModel(added ? join(path, added.entry) : path);
  const manifest = added ?? (await manifestBeside(description.folder));
  return { description, manifest, provenance: await provenanceOf(description, manifest), isServed: !isPath };
}

async function servedFolder(name: string, models: string): Promise<string> {
  const runtime = createModelRuntime({ modelsDirectory: models, assetPath: installedAsset });
  const [found] = await runtime.describe({ model: name, version: undefined });
  return join(models, name, String(found?.version));
}
