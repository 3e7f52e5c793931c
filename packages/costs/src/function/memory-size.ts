import { CostsError } from '../costs-error.ts';

/** What a 2nd-gen function can have (https://cloud.google.com/run/docs/configuring/services/memory-limits). */
export const MEMORY_SIZES = ['256MiB', '512MiB', '1GiB', '2GiB', '4GiB', '8GiB', '16GiB', '32GiB'] as const;

export type MemorySize = (typeof MEMORY_SIZES)[number];

/** @throws {CostsError} for what is no size of a function. */
export function parseMemorySize(text: string): MemorySize {
  const size = MEMORY_SIZES.find((known) => known === text);
  if (size === undefined)
    throw new CostsError(
      `a function cannot have '${text}' of memory; ${MEMORY_SIZES.join(', ')} are its sizes`,
    );
  return size;
}

/** In MiB. */
export function mebibytes(size: MemorySize): number {
  return 256 * 2 ** MEMORY_SIZES.indexOf(size);
}

/**
 * The least that Cloud Run allows with that much memory
 * (https://cloud.google.com/run/docs/configuring/services/memory-limits#cpu-minimum).
 */
export function vcpus(size: MemorySize): number {
  return Math.max(1, mebibytes(size) / 4096);
}
