import type { Manifest } from '../store/manifest.ts';
import { fixedBatch } from './fixed-batch.ts';
import { RUN_BYTES } from './limits.ts';
import { createPace, type Pace } from './pace.ts';
import { sampleRows, sampleSignature } from './sample.ts';

/** The way to cut the rows of a request into parts. */
export interface Cut {
  /** The rows of a part are a multiple of this number. */
  unit: number;
  /** True if each part has exactly this number. */
  isFixed: boolean;
  maxBytes: number;
  pace: Pace;
}

/**
 * Returns how a signature's rows are cut; undefined if they cannot be, because it takes a fixed number of them, and more
 * than one.
 *
 * Parts have as many rows as the manifest's sample, or a multiple: the model certainly takes this number, and a snapshot
 * of it takes no other.
 */
export function cutOf(manifest: Manifest, name: string): Cut | undefined {
  const signature = manifest.signatures[name];
  const batch = signature && fixedBatch(signature);
  if (!signature || (batch ?? 1) > 1) return undefined;
  if (batch === 1) return { unit: 1, isFixed: true, maxBytes: RUN_BYTES, pace: createPace() };
  const unit = name === sampleSignature(manifest) ? sampleRows(manifest) : 1;
  return { unit, isFixed: false, maxBytes: RUN_BYTES, pace: createPace() };
}
