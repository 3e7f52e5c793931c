import { join } from 'node:path';
import { hexOf } from './digest.ts';
import type { Manifest } from './manifest.ts';

/** In the folder of all models of a deployment. No model can have this name. */
export const SHARED_FOLDER = '_shared';

/** In a deployment: the files that several models share, and their digests. */
export interface SharedFiles {
  readonly folder: string;
  readonly digests: ReadonlySet<string>;
}

/** The fields of a manifest that decide which files its model shares. */
type Sharing = Pick<Manifest, 'format' | 'files'>;

/**
 * Finds the files that several models share, such as the engine's module in their snapshots. A deployment stores each once.
 * TensorFlow itself reads a SavedModel from its folder, so a SavedModel keeps its own files.
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

/** Returns the path of one of a model's own files: in the folder of its version, or among the shared files. */
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
