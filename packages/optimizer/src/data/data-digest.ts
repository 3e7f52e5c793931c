import { createHash } from 'node:crypto';
import type { Dataset } from './dataset.ts';
import { fileDigest } from './file-digest.ts';

/**
 * Says which data it is, and nothing of where it lies: the digest of the digests of its files, in their order, and of
 * the names of its classes.
 */
export async function dataDigest({ files, classes = [] }: Dataset): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(classes));
  for (const file of files) hash.update(await fileDigest(file));
  return `sha256-${hash.digest('hex')}`;
}
