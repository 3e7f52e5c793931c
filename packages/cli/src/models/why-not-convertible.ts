import type { ModelDescription } from '@pilotlight/model-formats';

/** Returns why the signatures of a SavedModel cannot be converted; undefined if they can. */
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
