/**
 * Releases the memory of elements at once: the garbage collector would let megabytes of unused memory pile up first.
 * The elements, and all other views of the same memory, cannot be read afterward.
 */
export function release({ buffer }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
