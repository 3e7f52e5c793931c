import { FROZEN_FILES } from '../frozen/frozen-plan.ts';
import type { Manifest } from '../manifest.ts';
import { measureModel } from '../measure/measure-model.ts';
import { type ModelDirectory, readManifest } from '../model-directory.ts';
import { writeManifest } from '../write-manifest.ts';
import { freezeModel } from './freeze-model.ts';

/**
 * Freezes a model where that can be, measures it as it will be served, and writes both into its manifest. The folder
 * is not served yet, or a copy of one that is: meanwhile it is neither what it was nor what it will be.
 *
 * @returns the manifest, and why the model is not frozen where it is not.
 * @throws {ModelBrokenError} where the engine cannot load or run it.
 */
export async function freezeAndMeasure(
  directory: ModelDirectory,
): Promise<{ manifest: Manifest; notFrozen?: string }> {
  const manifest = await readManifest(directory);
  const frozenFiles: readonly string[] = Object.values(FROZEN_FILES);
  const own = Object.entries(manifest.files).filter(([file]) => !frozenFiles.includes(file));
  const frozen = await freezeModel(directory);
  const files = { ...Object.fromEntries(own), ...(frozen.isFrozen ? frozen.files : {}) };
  await writeManifest(directory.path, { ...manifest, files });
  const complete = { ...manifest, files, measured: await measureModel(directory) };
  await writeManifest(directory.path, complete);
  return { manifest: complete, ...(frozen.isFrozen ? {} : { notFrozen: frozen.why }) };
}
