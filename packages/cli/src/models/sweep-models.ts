import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepLeftovers } from '@pilotlight/command-line/leftovers';
import { sweepLocks } from '@pilotlight/command-line/lock';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';

/** Names of the working folders of commands, in the folder of all models: names that begin with a dot are not served. */
export const WORK_FOLDERS = {
  adding: '.adding',
  snapshotting: '.snapshotting',
  removing: '.removing',
} as const;

/** In such a folder, the place of a model that is about to be replaced. */
export const REPLACED = 'before';

/** Returns the lock for writing a model. */
export function modelLock(modelsDirectory: string, name: string, version: number) {
  return { lock: join(modelsDirectory, `.${name}-${version}.lock`), what: `version ${version} of ${name}` };
}

/**
 * Removes the leftovers of killed commands from the folder of all models, but nothing of a command that still runs. A model
 * that was moved away and not yet replaced is restored.
 */
export async function sweepModels(modelsDirectory: string): Promise<void> {
  await sweepLeftovers(modelsDirectory, WORK_FOLDERS.adding);
  await sweepLeftovers(modelsDirectory, WORK_FOLDERS.snapshotting, (left) => putBack(left, modelsDirectory));
  await sweepLeftovers(modelsDirectory, WORK_FOLDERS.removing);
  await sweepLocks(modelsDirectory);
}

async function putBack(left: string, modelsDirectory: string): Promise<void> {
  const before = join(left, REPLACED);
  for (const model of await readdir(before).catch(() => [])) {
    for (const version of await readdir(join(before, model))) {
      const place = join(modelsDirectory, model, version);
      const isThere = await stat(place).then(
        () => true,
        () => false,
      );
      if (isThere) continue;
      await makeFoldersIn(modelsDirectory, model);
      await rename(join(before, model, version), place);
    }
  }
}
