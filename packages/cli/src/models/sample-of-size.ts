import type { Signature } from '@pilotlight/protocol/tensors';

/** Makes a manifest's sample of zeros, with one row. @param size for all other open dimensions. */
export function sampleOfSize({ inputs }: Signature, size: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => [
      name,
      shape
        .map((each, axis) => (each === -1 ? (axis === 0 ? 1 : size) : each))
        .toReversed()
        .reduce<unknown>((element, length) => Array.from({ length }, () => element), 0),
    ]),
  );
}
