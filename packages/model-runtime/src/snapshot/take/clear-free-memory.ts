import type { WasmFunction, WasmMemory } from '../../webassembly/web-assembly.ts';

/** A module's allocator, which gets no more memory from its host. */
export interface Allocator {
  memory: WasmMemory;
  malloc: WasmFunction;
  free: WasmFunction;
}

const LARGEST = 2 ** 28;
const SMALLEST = 4096;

/**
 * Empties memory that is not in use, so that the file need not hold what is left there: allocates all of it, fills it
 * with zeros and frees it.
 */
export function clearFreeMemory({ memory, malloc, free }: Allocator): void {
  const taken: number[] = [];
  for (let size = LARGEST; size >= SMALLEST; size /= 2) {
    for (let at = malloc(size); at; at = malloc(size)) {
      new Uint8Array(memory.buffer, at >>> 0, size).fill(0);
      taken.push(at);
    }
  }
  for (const at of taken.toReversed()) free(at);
}
