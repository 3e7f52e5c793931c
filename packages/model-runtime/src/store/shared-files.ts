import { join } from 'node:path';
import { hexOf } from './digest.ts';
import type { Manifest } from './manifest.ts';

/** In the folder of all models of a deployment. No model can be called so. */
export const SHARED_FOLDER = '_shared';

/** In a deployment: the files that several models have, by their digests, and where they lie. */
export interface SharedFiles {
  readonly folder: string;
  readonly digests: ReadonlySet<string>;
}

/** A manifest, as far as it says what its model shares. */
type Sharing = Pick<Manifest, 'format' | 'files'>;

/**
 * Finds the files that several models have, such as the module of the engine in their snapshots: a deployment stores each once.
 * A SavedModel is read by TensorFlow itself, from its folder, so it keeps its own.
 *
 * @returns their digests.
 */
export function findSharedFiles(manifests: readonly Sharing[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const manifest of manifests) {
    if (!canShare(manifest)) continue;
    for (const digest of Object.values(manifest.files)) (seen.has(digest) ? shared : seen).add(digest);
  }
  return shared;
}

/** Where one of a model's own files lies, within the folder of its version, or with those that it shares. */
export function pathOfFile(
  { path, shared }: { readonly path: string; readonly shared?: SharedFiles },
  manifest: Sharing,
  file: string,
): string {
  const digest = manifest.files[file];
  return digest !== undefined && shared?.digests.has(digest) && canShare(manifest)
    ? join(shared.folder, hexOf(digest))
    : join(path, file);
}

function canShare({ format }: Pick<Manifest, 'format'>): boolean {
  return format !== 'saved-model';
}
