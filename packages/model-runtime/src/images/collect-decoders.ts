let leftBytes = 0;

/**
 * Takes note of what decoding an image will leave behind, and has V8 collect what earlier ones have left before that is
 * more than one image may take: a WebAssembly memory, or all that was inflated, of tens of megabytes each. V8 does not
 * know how little the process may hold. Where nobody has given the process a `gc`, V8 decides.
 */
export function collectDecoders(bytes: number, maxMemoryBytes: number): void {
  if (leftBytes + bytes > maxMemoryBytes) {
    globalThis.gc?.();
    leftBytes = 0;
  }
  leftBytes += bytes;
}
