import { digestOf, digestOfFile, hexOf } from '@pilotlight/model-runtime/store';
import type { Dataset } from './dataset.ts';

/**
 * Says which data it is, and nothing of where it lies: the digest of the digests of its files, in their order, and of
 * the names of its classes.
 */
export async function dataDigest({ files, classes = [] }: Dataset): Promise<string> {
  const parts = [JSON.stringify(classes)];
  for (const file of files) parts.push(hexOf(await digestOfFile(file)));
  return digestOf(parts.join(''));
}
