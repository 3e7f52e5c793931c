/** Gives a manifest that an earlier Pilotlight wrote the names of today: `provenance` was `made`. */
export function upgradeManifest(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('made' in json)) return json;
  const { made, ...rest } = json;
  return { ...rest, provenance: made };
}
