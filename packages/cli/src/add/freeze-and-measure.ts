import { type Manifest, type ModelDirectory, readManifest } from '@pilotlight/model-runtime';
import { freezeModel } from '@pilotlight/model-runtime/freeze-model';
import { measureModel } from '@pilotlight/model-runtime/measure-model';
import { writeManifest } from './write-manifest.ts';

/**
 * Freezes a model where that can be, measures it as it will be served, and writes both into its manifest.
 *
 * @throws {ModelBrokenError} where the engine cannot load or run it.
 */
export async function freezeAndMeasure(
  directory: ModelDirectory,
): Promise<{ manifest: Manifest; notFrozen?: string }> {
  const manifest = await readManifest(directory);
  const frozen = await freezeModel(directory);
  const files = 'files' in frozen ? { ...manifest.files, ...frozen.files } : manifest.files;
  await writeManifest(directory.path, { ...manifest, files });
  const complete = { ...manifest, files, measured: await measureModel(directory) };
  await writeManifest(directory.path, complete);
  return { manifest: complete, ...('why' in frozen ? { notFrozen: frozen.why } : {}) };
}
