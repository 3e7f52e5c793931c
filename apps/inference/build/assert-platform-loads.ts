import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredModel } from '@pilotlight/model-runtime/store';
import { ModelBrokenError } from '@pilotlight/model-runtime';

/**
 * Checks that the platform's TensorFlow can load every SavedModel. One that was added by an older Pilotlight, or by hand,
 * can pass every test here and fail for its first caller.
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
    const platform = `the deployment's TensorFlow ${PLATFORM_TENSORFLOW}`;
    if (needed.length > 0) {
      throw new ModelBrokenError(
        directory,
        `it needs ${needed.join(' and ')}, which ${platform} lacks: export it without that, or let \`add\` convert it`,
      );
    }
    const file = join(path, manifest.entry);
    if (!forPlatform(await readFile(file), file)) continue;
    throw new ModelBrokenError(
      directory,
      `it has nodes that ${platform} refuses to load, and that no answer needs. ` +
        `Add it again without them: npx pilotlight add ${path} --name ${model}; then remove version ${version}`,
    );
  }
}
