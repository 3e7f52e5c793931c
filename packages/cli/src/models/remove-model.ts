import { rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownName } from '@pilotlight/command-line/leftovers';
import { withLock } from '@pilotlight/command-line/lock';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import { modelLock, WORK_FOLDERS } from './sweep-models.ts';

/**
 * Removes a version of a served model at once and whole, even if the command is stopped meanwhile.
 *
 * @throws {CommandError} if it is being written.
 */
export async function removeModel(
  { model, version, path }: ModelDirectory,
  modelsDirectory: string,
): Promise<void> {
  await withLock(modelLock(modelsDirectory, model, version), () => {
    // Inside the folder: a rename cannot move it to another disk.
    const scratch = join(modelsDirectory, ownName(WORK_FOLDERS.removing));
    return withScratchFolder(scratch, async () => {
      await rename(path, join(scratch, String(version)));
      // The folder stays if it has other versions, or a file of its owner.
      await rmdir(dirname(path)).catch(() => undefined);
    });
  });
}
