import type { ModelDescription } from '@pilotlight/model-formats';

/** Says what of a SavedModel's signatures keeps it from being converted; undefined where nothing does. */
export function whyNotConvertible({
  signatures,
  unsupported: [unsupported],
}: Pick<ModelDescription, 'signatures' | 'unsupported'>): string | undefined {
  if (unsupported !== undefined) return unsupported;
  const open = Object.values(signatures)
    .flatMap(({ inputs, outputs }) => [...Object.entries(inputs), ...Object.entries(outputs)])
    .find(([, { unknownRank }]) => unknownRank);
  return open && `its '${open[0]}' has no fixed number of dimensions`;
}
