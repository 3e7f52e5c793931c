import { join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import type { Manifest, Provenance } from '@pilotlight/model-runtime/store';
import { readProvenance } from './provenance-file.ts';

/** How a model was made, by its manifest or, where it has none, by what lies beside it. */
export async function provenanceOf(
  { folder, entry }: ModelDescription,
  manifest: Manifest | undefined,
): Promise<Provenance | undefined> {
  return manifest ? manifest.provenance : readProvenance(join(folder, entry));
}
