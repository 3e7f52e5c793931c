import type { Manifest } from '@pilotlight/model-runtime/store';
import type { PartName } from '@pilotlight/model-runtime/deployment';

/** Returns the parts of the runtime that a set of models needs, so that unused engines are not uploaded. */
export function neededParts(manifests: readonly Pick<Manifest, 'engine' | 'preprocessing'>[]): Set<PartName> {
  const parts = new Set<PartName>(manifests.map(({ engine }) => engine));
  if (manifests.some(({ preprocessing }) => preprocessing !== undefined)) parts.add('images');
  return parts;
}
