import { rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownName } from '@pilotlight/command-line/leftovers';
import { withLock } from '@pilotlight/command-line/lock';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import { modelLock, WORK_FOLDERS } from './sweep-models.ts';

/**
 * Removes a version of a served model: at once and whole, also where the command is ended meanwhile.
 *
 * @throws {CommandError} where it is being written.
 */
export async function removeModel(
  { model, version, path }: ModelDirectory,
  modelsDirectory: string,
): Promise<void> {
  await withLock(modelLock(modelsDirectory, model, version), () => {
    // Inside of the folder: a rename must not cross from one disk to another.
    const scratch = join(modelsDirectory, ownName(WORK_FOLDERS.removing));
    return withScratchFolder(scratch, async () => {
      await rename(path, join(scratch, String(version)));
      // It stays where it has other versions, or a file of its owner's.
      await rmdir(dirname(path)).catch(() => undefined);
    });
  });
}
