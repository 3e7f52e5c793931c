import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredModel } from '@pilotlight/model-runtime/store';
import { ModelBrokenError } from '@pilotlight/model-runtime';

/**
 * Holds the SavedModels that are served as they are to what the platform's TensorFlow knows: one that was added by an earlier
 * Pilotlight, or put there by hand, can pass every test here and fail for its first caller.
 *
 * @throws {ModelBrokenError} naming what the platform's TensorFlow lacks, and what to do.
 */
export async function assertPlatformLoads(models: readonly StoredModel[]): Promise<void> {
  const savedModels = models.filter(({ manifest }) => manifest.format === 'saved-model');
  if (savedModels.length === 0) return;
  const { forPlatform, PLATFORM_TENSORFLOW, readSavedModel } =
    await import('@pilotlight/model-formats/saved-model');
  for (const { directory, manifest } of savedModels) {
    const { path, model, version } = directory;
    const { newerThanPlatform: needed = [] } = await readSavedModel(path);
    const platform = `TensorFlow ${PLATFORM_TENSORFLOW}, which a deployment gets`;
    if (needed.length > 0) {
      throw new ModelBrokenError(
        directory,
        `it needs ${needed.join(' and ')}, which ${platform}, does not have: export it without that, or let \`add\` convert it`,
      );
    }
    const file = join(path, manifest.entry);
    if (!forPlatform(await readFile(file), file)) continue;
    throw new ModelBrokenError(
      directory,
      `it holds what ${platform}, refuses to load, and no answer needs. ` +
        `Add it again, which leaves that out: npx pilotlight add ${path} --name ${model}; then remove version ${version}`,
    );
  }
}
