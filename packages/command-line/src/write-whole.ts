import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ownName, sweepLeftovers } from './leftovers.ts';

/** Writes a file, whole or not at all: what was there stays until the new one is complete. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(file);
  const prefix = `.${basename(target)}`;
  await sweepLeftovers(dirname(target), prefix);
  // Beside its place: a rename must not cross from one disk to another.
  const unfinished = join(dirname(target), ownName(prefix));
  try {
    await writeFile(unfinished, content, { flag: 'wx' });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}
