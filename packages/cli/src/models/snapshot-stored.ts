import { renameSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, ModelDirectory } from '@pilotlight/model-runtime/store';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { ownName } from '@pilotlight/command-line/leftovers';
import { withLock } from '@pilotlight/command-line/lock';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';
import { modelLock, REPLACED, WORK_FOLDERS } from './sweep-models.ts';

/**
 * Takes a new snapshot of a served model, and measures the model again. This happens on a copy, which replaces the model
 * when it is complete.
 */
export async function snapshotStored(
  directory: ModelDirectory,
  modelsDirectory: string,
): Promise<{ manifest: Manifest; whyNoSnapshot?: string }> {
  const { model, version } = directory;
  return withLock(modelLock(modelsDirectory, model, version), () =>
    replaceSnapshot(directory, modelsDirectory),
  );
}

async function replaceSnapshot(
  { model, version, path }: ModelDirectory,
  modelsDirectory: string,
): Promise<{ manifest: Manifest; whyNoSnapshot?: string }> {
  // Inside the folder: a rename cannot move it to another disk.
  const scratch = join(modelsDirectory, ownName(WORK_FOLDERS.snapshotting));
  return withScratchFolder(scratch, async () => {
    const copy = join(scratch, model, String(version));
    await cp(path, copy, { recursive: true });
    const taken = await snapshotAndMeasure({ model, version, path: copy });
    const before = join(await makeFoldersIn(scratch, `${REPLACED}/${model}`), String(version));
    // Both without a pause: a signal is handled before or after, when the model is in its place. If the process is killed
    // between them, the next command restores the model.
    renameSync(path, before);
    try {
      renameSync(copy, path);
    } catch (error) {
      renameSync(before, path);
      throw error;
    }
    return taken;
  });
}
