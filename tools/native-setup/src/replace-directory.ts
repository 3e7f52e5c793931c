import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Moves a finished folder into place, and replaces an existing one. Works only on one disk. */
export async function replaceDirectory({ from, to }: { from: string; to: string }): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}
