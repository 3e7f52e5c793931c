import { digestOf, digestOfFile, hexOf } from '@pilotlight/model-runtime/store';
import type { Dataset } from './dataset.ts';

/**
 * Returns a digest that identifies data but not its location: of the digests of its files, in order, and of its class
 * names.
 */
export async function dataDigest({ files, classes = [] }: Dataset): Promise<string> {
  const parts = [JSON.stringify(classes)];
  for (const file of files) parts.push(hexOf(await digestOfFile(file)));
  return digestOf(parts.join(''));
}
