let leftBytes = 0;

/**
 * Counts the memory that decoding images leaves behind, and has V8 collect it before it exceeds what one image may take: a
 * WebAssembly memory, or everything that was inflated, of tens of megabytes each. V8 does not know how little the process
 * may hold. If the process has no `gc`, V8 decides.
 */
export function collectDecoders(bytes: number, maxMemoryBytes: number): void {
  if (leftBytes + bytes > maxMemoryBytes) {
    globalThis.gc?.();
    leftBytes = 0;
  }
  leftBytes += bytes;
}
