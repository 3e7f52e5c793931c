import { join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import type { Manifest, Provenance } from '@pilotlight/model-runtime/store';
import { readProvenance } from './provenance-file.ts';

/** Reads how a model was made: from its manifest, or from the file beside it if it has no manifest. */
export async function provenanceOf(
  { folder, entry }: ModelDescription,
  manifest: Manifest | undefined,
): Promise<Provenance | undefined> {
  return manifest ? manifest.provenance : readProvenance(join(folder, entry));
}
