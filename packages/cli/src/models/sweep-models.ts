import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepLeftovers } from '@pilotlight/command-line/leftovers';
import { sweepLocks } from '@pilotlight/command-line/lock';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';

/** What folders are called in which a command works, within the folder of all models: what begins with a dot is not served. */
export const WORK_FOLDERS = {
  adding: '.adding',
  snapshotting: '.snapshotting',
  removing: '.removing',
} as const;

/** In such a folder, the place of a model that another is about to take the place of. */
export const REPLACED = 'before';

/** The lock of a model that is written. */
export function modelLock(modelsDirectory: string, name: string, version: number) {
  return { lock: join(modelsDirectory, `.${name}-${version}.lock`), what: `version ${version} of ${name}` };
}

/**
 * Removes what commands that were killed left in the folder of all models, and nothing of one that still runs. A model that
 * was about to be replaced, and was not yet, is put back.
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
