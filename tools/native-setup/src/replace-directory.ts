import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Moves a finished folder to where it is looked for, in the place of what may be there. Same disk only. */
export async function replaceDirectory({ from, to }: { from: string; to: string }): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}
