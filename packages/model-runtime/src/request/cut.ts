import type { Manifest } from '../store/manifest.ts';
import { RUN_BYTES } from './limits.ts';
import { createPace, type Pace } from './pace.ts';
import { sampleRows, sampleSignature } from './sample.ts';

/** How the rows of a request are cut into parts. */
export interface Cut {
  /** Parts have whole multiples of so many rows. */
  unit: number;
  maxBytes: number;
  pace: Pace;
}

/**
 * Says how a signature's rows are cut; undefined where they cannot be, as it takes a fixed number of them.
 *
 * Parts are as many rows as the manifest's sample has, or multiples of them: so many a model can take for sure, and a
 * snapshot of it takes no others.
 */
export function cutOf(manifest: Manifest, name: string): Cut | undefined {
  const signature = manifest.signatures[name];
  if (!signature || Object.values(signature.inputs).some(({ shape }) => shape[0] !== -1)) return undefined;
  const unit = name === sampleSignature(manifest) ? sampleRows(manifest) : 1;
  return { unit, maxBytes: RUN_BYTES, pace: createPace() };
}
