import { cp, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ownName, sweepLeftovers } from '@pilotlight/command-line/leftovers';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';
import { CommandError } from '@pilotlight/command-line/command-error';

/**
 * Makes a folder with the files that `fill` writes: whole or not at all. It never replaces anything.
 *
 * @throws {CommandError} if the path exists, or is being written.
 */
export async function installFolder(folder: string, fill: (scratch: string) => Promise<void>): Promise<void> {
  await installBeside(folder, async (scratch) => {
    await fill(scratch);
    return scratch;
  });
}

/**
 * Copies a file or folder: whole or not at all. It never replaces anything.
 *
 * @throws {CommandError} if the path exists, or is being written.
 */
export async function installCopy(from: string, to: string): Promise<void> {
  await installBeside(to, async (scratch) => {
    const copy = join(scratch, 'copy');
    await cp(from, copy, { recursive: true });
    return copy;
  });
}

/** @throws {CommandError} if the path exists. */
export async function refuseIfThere(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there)
    throw new CommandError(`${path} already exists, and nothing is overwritten: choose another --output`);
}

/** Moves the result of `make` to its place. */
async function installBeside(path: string, make: (scratch: string) => Promise<string>): Promise<void> {
  await refuseIfThere(path);
  const target = resolve(path);
  const prefix = `.${basename(target)}`;
  await sweepLeftovers(dirname(target), prefix);
  await withLock({ lock: lockBeside(target), what: path }, () => {
    // Beside its place: a rename cannot move it to another disk.
    const scratch = join(dirname(target), ownName(prefix));
    return withScratchFolder(scratch, async () => {
      const made = await make(scratch);
      await refuseIfThere(path);
      await rename(made, target);
    });
  });
}
