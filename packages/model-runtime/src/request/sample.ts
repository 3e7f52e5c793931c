import {
  allocate,
  DEFAULT_SIGNATURE,
  type DType,
  elementCount,
  ReadyTensor,
  setElement,
} from '@pilotlight/protocol/tensors';
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

/** A tensor of one number: short in a manifest, whatever its shape. */
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

/** A description is a few kilobytes; whoever wants a longer sample has the model's files. */
const MAX_SHOWN_CHARACTERS = 16 * 1024;

/** The sample as a description has it; undefined for zeros, and for one that is long. */
export function shownSample({ sample }: Pick<Manifest, 'sample'>): Record<string, unknown> | undefined {
  if (sample === 'zeros' || JSON.stringify(sample).length > MAX_SHOWN_CHARACTERS) return undefined;
  return sample;
}

/** How many rows the sample has; one where it does not say. */
export function sampleRows({ sample }: Pick<Manifest, 'sample'>): number {
  const [column] = sample === 'zeros' ? [] : Object.values(sample);
  if (Array.isArray(column)) return Math.max(1, column.length);
  const shape: unknown = typeof column === 'object' && column && 'shape' in column ? column.shape : undefined;
  const rows: unknown = Array.isArray(shape) ? shape[0] : undefined;
  return typeof rows === 'number' ? Math.max(1, rows) : 1;
}
