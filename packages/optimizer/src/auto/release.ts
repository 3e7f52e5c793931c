/**
 * Gives the memory of elements back at once: left to the collector, megabytes that nobody needs pile up before it looks.
 * Nothing can be read of them any more, nor of any other view of the same memory.
 */
export function release({ buffer }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
