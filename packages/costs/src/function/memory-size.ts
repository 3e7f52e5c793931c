import { CostsError } from '../costs-error.ts';

/** Memory sizes of a 2nd-gen function (https://cloud.google.com/run/docs/configuring/services/memory-limits). */
export const MEMORY_SIZES = ['256MiB', '512MiB', '1GiB', '2GiB', '4GiB', '8GiB', '16GiB', '32GiB'] as const;

export type MemorySize = (typeof MEMORY_SIZES)[number];

/** @throws {CostsError} for text that is not a size of a function. */
export function parseMemorySize(text: string): MemorySize {
  const size = MEMORY_SIZES.find((known) => known === text);
  if (size === undefined)
    throw new CostsError(
      `'${text}' is not a memory size of a function; the sizes are ${MEMORY_SIZES.join(', ')}`,
    );
  return size;
}

/** Returns the size in MiB. */
export function mebibytes(size: MemorySize): number {
  return 256 * 2 ** MEMORY_SIZES.indexOf(size);
}

/**
 * Returns the fewest processors that Cloud Run allows with that memory
 * (https://cloud.google.com/run/docs/configuring/services/memory-limits#cpu-minimum).
 */
export function vcpus(size: MemorySize): number {
  return Math.max(1, mebibytes(size) / 4096);
}
