import type { Manifest } from '../store/manifest.ts';
import { SNAPSHOT_FILES } from './snapshot-plan.ts';

/** True if a model has a snapshot: its manifest lists one. */
export function hasSnapshot({ files }: Pick<Manifest, 'files'>): boolean {
  return Object.hasOwn(files, SNAPSHOT_FILES.plan);
}
