import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { type Manifest, MANIFEST_FILE, parseManifest } from '@pilotlight/model-runtime/store';
import { readProvenance } from './provenance-file.ts';

/** How a model was made, by its manifest or, where it has none, by what lies beside it. */
export async function provenanceOf(
  { folder, entry }: ModelDescription,
  manifest: Manifest | undefined,
): Promise<Provenance | undefined> {
  return manifest ? manifest.provenance : readProvenance(join(folder, entry));
}

/** The manifest in a model's folder; undefined where there is none. */
export async function manifestBeside(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? parseManifest(JSON.parse(await readFile(file, 'utf8'))) : undefined;
}
