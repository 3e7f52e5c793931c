import type { Manifest } from './manifest.ts';

/** What a model is counted with that nobody has measured, in MiB. */
const UNMEASURED_MIB = 300;

/**
 * What a model holds in memory while it is loaded, in MiB, beside an engine that runs already: as it was measured when it
 * was added. One that was added before that was measured is counted with its engine.
 */
export function heldMiB({ measured }: Pick<Manifest, 'measured'>): number {
  const { heldMiB: held, peakMiB, processMiB } = measured ?? { peakMiB: UNMEASURED_MIB, processMiB: 0 };
  return held ?? peakMiB - processMiB;
}
