import { join } from 'node:path';
import { inspectModel, type ModelDescription } from '@pilotlight/model-formats';
import type { Manifest, Provenance } from '@pilotlight/model-runtime/store';
import { provenanceOf } from '../provenance/provenance-of.ts';
import { manifestIn } from './manifest-in.ts';
import { resolveModel, type ResolveOptions, sourceOf } from './resolve-model.ts';

/** A model that was named on the command line. */
export interface FoundModel {
  description: ModelDescription;
  /** The manifest beside its files, if Pilotlight added the model. */
  manifest: Manifest | undefined;
  /** The steps by which it was made from another model, if known. */
  provenance: Provenance | undefined;
  /** True if the name on the command line was that of a served model. */
  isServed: boolean;
}

/**
 * Finds the model for a name or path on the command line.
 *
 * @throws {CommandError} if there is none. @throws {ModelBrokenError} @throws {ModelFormatError}
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
