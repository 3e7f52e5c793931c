import type { ByteSource } from '../file/byte-source.ts';

/** Returns bytes in memory as a source. */
export function sourceOf(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return { size: bytes.length, read: (start, length) => bytes.subarray(start, start + length) };
}
