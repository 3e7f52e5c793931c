import { randomBytes } from 'node:crypto';
import { rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { CommandError } from '../command-error.ts';

/**
 * Makes a folder of what `fill` writes: whole or not at all, and never in the place of anything.
 *
 * @throws {CommandError} where something is there already.
 */
export async function placeFolder(folder: string, fill: (scratch: string) => Promise<void>): Promise<void> {
  const target = resolve(folder);
  await refuseIfThere(folder, target);
  // Beside its place: a rename must not cross from one disk to another.
  const scratch = join(dirname(target), `.${basename(target)}-${randomBytes(4).toString('hex')}`);
  await withScratchFolder(scratch, async () => {
    await fill(scratch);
    await refuseIfThere(folder, target);
    await rename(scratch, target);
  });
}

async function refuseIfThere(folder: string, target: string): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there)
    throw new CommandError(`${folder} is there already, and nothing is overwritten: give another --output`);
}
