import {
  allocate,
  DEFAULT_SIGNATURE,
  type DType,
  elementCount,
  ReadyTensor,
  setElement,
} from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';

/** The signature that a warm-up runs: the default one, or the first if no signature has the default name. */
export function sampleSignature({ signatures }: Pick<Manifest, 'signatures'>): string {
  const [first = DEFAULT_SIGNATURE] = Object.keys(signatures);
  return Object.hasOwn(signatures, DEFAULT_SIGNATURE) ? DEFAULT_SIGNATURE : first;
}

/** The input of a warm-up: the manifest's sample, or zeros, with one row if the number of rows is open. */
export function sampleOf({
  sample,
  signatures,
}: Pick<Manifest, 'sample' | 'signatures'>): Readonly<Record<string, unknown>> {
  if (sample !== 'zeros')
    return Object.fromEntries(
      Object.entries(sample).map(([name, value]) => [name, isFilled(value) ? filledTensor(value) : value]),
    );
  const inputs = Object.entries(signatures[sampleSignature({ signatures })]?.inputs ?? {});
  return Object.fromEntries(
    inputs.map(([name, { dtype, shape: declared }]) => {
      const shape = declared.map((size) => (size === -1 ? 1 : size));
      return [name, filledTensor({ dtype, shape, fill: 0 })];
    }),
  );
}

/** A tensor of one number: short in a manifest for any shape. */
interface FilledTensor {
  dtype: DType;
  shape: readonly number[];
  fill: number;
}

function isFilled(value: unknown): value is FilledTensor {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'fill');
}

function filledTensor({ dtype, shape, fill }: FilledTensor): ReadyTensor {
  const data = allocate(dtype, elementCount(shape));
  if (fill !== 0)
    for (let at = 0; at < data.length; at++) setElement(data, at, dtype === 'int64' ? BigInt(fill) : fill);
  return new ReadyTensor({ dtype, shape, data });
}

/** A description is a few kilobytes; a longer sample is in the model's files. */
const MAX_SHOWN_CHARACTERS = 16 * 1024;

/** Returns the sample for a description; undefined for zeros, and for a long one. */
export function shownSample({ sample }: Pick<Manifest, 'sample'>): Record<string, unknown> | undefined {
  if (sample === 'zeros' || JSON.stringify(sample).length > MAX_SHOWN_CHARACTERS) return undefined;
  return sample;
}

/** Number of rows in the sample; one if it does not say. */
export function sampleRows({ sample }: Pick<Manifest, 'sample'>): number {
  const [column] = sample === 'zeros' ? [] : Object.values(sample);
  if (Array.isArray(column)) return Math.max(1, column.length);
  const shape: unknown = typeof column === 'object' && column && 'shape' in column ? column.shape : undefined;
  const rows: unknown = Array.isArray(shape) ? shape[0] : undefined;
  return typeof rows === 'number' ? Math.max(1, rows) : 1;
}
