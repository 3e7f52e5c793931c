import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import type { Manifest, Provenance } from '@pilotlight/model-runtime/store';
import { provenanceOf } from '../provenance/provenance-of.ts';
import { manifestIn } from './manifest-in.ts';
import { resolveModel, type ResolveOptions, sourceOf } from './resolve-model.ts';

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
 * Finds the model that a name or path on the command line stands for.
 *
 * @throws {CommandError} where there is none. @throws {ModelBrokenError} @throws {ModelFormatError}
 */
export async function findModel(text: string, options: ResolveOptions): Promise<FoundModel> {
  const resolved = await resolveModel(text, options);
  return { ...(await findModelAt(await sourceOf(resolved))), isServed: resolved.kind === 'served' };
}

/**
 * Finds the model at a path.
 *
 * @throws {ModelFormatError}
 */
export async function findModelAt(path: string): Promise<FoundModel> {
  const added = await manifestIn(path);
  const description = await inspectModel(added ? join(path, added.entry) : path);
  const manifest = added ?? (await manifestIn(description.folder));
  return { description, manifest, provenance: await provenanceOf(description, manifest), isServed: false };
}
