import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ownName, sweepLeftovers } from './leftovers.ts';

/** Writes a file whole or not at all: an old file stays until the new one is complete. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(file);
  const prefix = `.${basename(target)}`;
  await sweepLeftovers(dirname(target), prefix);
  // In the same folder, because a rename cannot cross disks.
  const unfinished = join(dirname(target), ownName(prefix));
  try {
    await writeFile(unfinished, content, { flag: 'wx' });
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}
