import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A digest in a manifest: `sha256-<hex>`. */
export const DIGEST_PATTERN = /^sha256-[0-9a-f]{64}$/;

/** Returns the digest of bytes. */
export function digestOf(content: string | Uint8Array): string {
  return toDigest(createHash('sha256').update(content));
}

/** Returns the digest of a file's content, which is never whole in memory. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return toDigest(hash);
}

/** Returns the hexadecimal of a digest, without the name of the algorithm. */
export function hexOf(digest: string): string {
  return digest.slice(digest.indexOf('-') + 1);
}

function toDigest(hash: Hash): string {
  return `sha256-${hash.digest('hex')}`;
}
