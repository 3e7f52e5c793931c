import type { Manifest } from '../store/manifest.ts';

/** Where a Pilotlight before snapshots had that name put the files of one. */
export const EARLIER_FOLDER = 'frozen';

/** Says whether a model has a snapshot of an earlier form, which is not used: its engine serves it until it has a new one. */
export function hasEarlierSnapshot({ files }: Pick<Manifest, 'files'>): boolean {
  return Object.hasOwn(files, `${EARLIER_FOLDER}/plan.json`);
}
