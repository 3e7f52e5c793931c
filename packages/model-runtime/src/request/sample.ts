import { allocate, DEFAULT_SIGNATURE, elementCount, ReadyTensor } from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';

/** The signature that a warm-up runs: the default one, or the first where a model names all of its own. */
export function sampleSignature({ signatures }: Pick<Manifest, 'signatures'>): string {
  const [first = DEFAULT_SIGNATURE] = Object.keys(signatures);
  return Object.hasOwn(signatures, DEFAULT_SIGNATURE) ? DEFAULT_SIGNATURE : first;
}

/** What a warm-up runs: the manifest's sample, or zeros, of one row where the number of rows is open. */
export function sampleOf({
  sample,
  signatures,
}: Pick<Manifest, 'sample' | 'signatures'>): Readonly<Record<string, unknown>> {
  if (sample !== 'zeros') return sample;
  const inputs = Object.entries(signatures[sampleSignature({ signatures })]?.inputs ?? {});
  return Object.fromEntries(
    inputs.map(([name, { dtype, shape: declared }]) => {
      const shape = declared.map((size) => (size === -1 ? 1 : size));
      return [name, new ReadyTensor({ dtype, shape, data: allocate(dtype, elementCount(shape)) })];
    }),
  );
}

/** How many rows the sample has; one where it does not say. */
export function sampleRows({ sample }: Pick<Manifest, 'sample'>): number {
  const [column] = sample === 'zeros' ? [] : Object.values(sample);
  if (Array.isArray(column)) return Math.max(1, column.length);
  const shape: unknown = typeof column === 'object' && column && 'shape' in column ? column.shape : undefined;
  const rows: unknown = Array.isArray(shape) ? shape[0] : undefined;
  return typeof rows === 'number' ? Math.max(1, rows) : 1;
}
