import type { Manifest } from './manifest.ts';

/** Memory that a model counts as if nobody has measured it, in MiB. */
const UNMEASURED_MIB = 300;

/**
 * Returns the memory that a loaded model holds, in MiB, beside an engine that runs already, as measured when it was added.
 * A model that was added before this was measured is counted with its engine.
 */
export function heldMiB({ measured }: Pick<Manifest, 'measured'>): number {
  const { heldMiB: held, peakMiB, processMiB } = measured ?? { peakMiB: UNMEASURED_MIB, processMiB: 0 };
  return held ?? peakMiB - processMiB;
}
