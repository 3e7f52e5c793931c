import type { Signature } from '@pilotlight/protocol/tensors';

/** Number of rows that the model takes at once, if it is fixed: 1, or all that were sent. */
export function fixedBatch({ inputs }: Signature): number | undefined {
  const sizes = Object.values(inputs).flatMap(({ shape: [batch] }) =>
    batch === undefined || batch === -1 ? [] : [batch],
  );
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}
