import { allocate, DEFAULT_SIGNATURE, elementCount, ReadyTensor } from '@pilotlight/protocol';
import type { Manifest } from './manifest.ts';

/** What a warm-up runs: the manifest's sample, or zeros, of one row where the number of rows is open. */
export function sampleOf({ sample, signatures }: Manifest): Readonly<Record<string, unknown>> {
  if (sample !== 'zeros') return sample;
  const inputs = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  return Object.fromEntries(
    inputs.map(([name, { dtype, shape: declared }]) => {
      const shape = declared.map((size) => (size === -1 ? 1 : size));
      return [name, new ReadyTensor({ dtype, shape, data: allocate(dtype, elementCount(shape)) })];
    }),
  );
}
