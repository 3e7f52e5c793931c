import type { Manifest } from '../store/manifest.ts';
import { fixedBatch } from './fixed-batch.ts';
import { RUN_BYTES } from './limits.ts';
import { createPace, type Pace } from './pace.ts';
import { sampleRows, sampleSignature } from './sample.ts';

/** How the rows of a request are cut into parts. */
export interface Cut {
  /** Parts have whole multiples of so many rows. */
  unit: number;
  /** Whether each part has just so many. */
  isFixed: boolean;
  maxBytes: number;
  pace: Pace;
}

/**
 * Says how a signature's rows are cut; undefined where they cannot be, as it takes a fixed number of them, and more than
 * one.
 *
 * Parts are as many rows as the manifest's sample has, or multiples of them: so many a model can take for sure, and a
 * snapshot of it takes no others.
 */
export function cutOf(manifest: Manifest, name: string): Cut | undefined {
  const signature = manifest.signatures[name];
  const batch = signature && fixedBatch(signature);
  if (!signature || (batch ?? 1) > 1) return undefined;
  if (batch === 1) return { unit: 1, isFixed: true, maxBytes: RUN_BYTES, pace: createPace() };
  const unit = name === sampleSignature(manifest) ? sampleRows(manifest) : 1;
  return { unit, isFixed: false, maxBytes: RUN_BYTES, pace: createPace() };
}
