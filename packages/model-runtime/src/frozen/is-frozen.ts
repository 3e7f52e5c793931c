import type { Manifest } from '../manifest.ts';
import { FROZEN_FILES } from './frozen-plan.ts';

/** Whether a model is served frozen: its manifest lists what was frozen of it. */
export function isFrozen({ files }: Pick<Manifest, 'files'>): boolean {
  return Object.hasOwn(files, FROZEN_FILES.plan);
}
