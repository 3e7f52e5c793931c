import type { Manifest } from '../store/manifest.ts';

/** The folder of a snapshot's files before Pilotlight used the name snapshot. */
export const EARLIER_FOLDER = 'frozen';

/** True if a model has a snapshot of an earlier form, which is not used: its engine serves it until it has a new one. */
export function hasEarlierSnapshot({ files }: Pick<Manifest, 'files'>): boolean {
  return Object.hasOwn(files, `${EARLIER_FOLDER}/plan.json`);
}
