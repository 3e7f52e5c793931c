/**
 * Renames the fields of a manifest that an earlier Pilotlight wrote: `provenance` was `made`, and the contender that a
 * converted model was compared with was in `comparedBy`, without how far it was off.
 */
export function upgradeManifest(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  const { made, comparedBy, ...rest }: { made?: unknown; comparedBy?: unknown } = { ...json };
  return {
    ...rest,
    ...(made === undefined ? {} : { provenance: made }),
    ...(comparedBy === 'nothing'
      ? { compared: { with: 'nothing', why: 'its original could not be run when it was converted' } }
      : {}),
  };
}
