import { readManifest } from '../model-directory.ts';
import { type TestModel, writeTestModel } from '../test-models.ts';
import { writeManifest } from '../write-manifest.ts';
import { freezeModel, type Freezing } from './freeze-model.ts';

/** For tests: writes version 1 of a model and freezes it, without measuring it. */
export async function writeFrozenModel(
  modelsDirectory: string,
  name: string,
  model: TestModel,
  manifest: Record<string, unknown> = {},
): Promise<{ path: string; frozen: Freezing }> {
  const path = await writeTestModel(modelsDirectory, name, 1, model, manifest);
  const directory = { model: name, version: 1, path };
  const frozen = await freezeModel(directory);
  const written = await readManifest(directory);
  const files = { ...written.files, ...(frozen.isFrozen ? frozen.files : {}) };
  await writeManifest(path, { ...written, files });
  return { path, frozen };
}
