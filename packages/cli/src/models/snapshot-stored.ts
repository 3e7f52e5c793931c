import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest, ModelDirectory } from '@pilotlight/model-runtime/store';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';

/**
 * Takes a new snapshot of a model that is served already, and measures it again. It is done on a copy, which takes the
 * model's place when it is complete.
 */
export async function snapshotStored(
  { model, version, path }: ModelDirectory,
  modelsDirectory: string,
): Promise<{ manifest: Manifest; whyNoSnapshot?: string }> {
  // Inside of the folder: a rename must not cross from one disk to another. What begins with a dot is not served.
  const scratch = join(modelsDirectory, `.snapshotting-${randomBytes(4).toString('hex')}`);
  return withScratchFolder(scratch, async () => {
    const copy = join(scratch, model, String(version));
    await cp(path, copy, { recursive: true });
    const taken = await snapshotAndMeasure({ model, version, path: copy });
    // Both at once: a signal comes before or after, and never finds the model gone.
    const before = join(scratch, 'before');
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
