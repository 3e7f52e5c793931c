import { type ModelDirectory, readManifest } from '../../store/model-directory.ts';
import { type TestModel, writeTestModel } from '../../testing/models.ts';
import { writeManifest } from '../../store/write-manifest.ts';
import { takeSnapshot, type TakenSnapshot } from './take-snapshot.ts';

/** Writes version 1 of a model and takes its snapshot, without measuring it. For tests. */
export async function writeSnapshot(
  modelsDirectory: string,
  name: string,
  model: TestModel,
  manifest: Record<string, unknown> = {},
): Promise<{ path: string; snapshot: TakenSnapshot }> {
  const path = await writeTestModel(modelsDirectory, name, 1, model, manifest);
  return { path, snapshot: await addSnapshot({ model: name, version: 1, path }) };
}

/** Takes the snapshot of a model that has been written. For tests. */
export async function addSnapshot(directory: ModelDirectory): Promise<TakenSnapshot> {
  const snapshot = await takeSnapshot(directory);
  const written = await readManifest(directory);
  const files = { ...written.files, ...(snapshot.hasSnapshot ? snapshot.files : {}) };
  await writeManifest(directory.path, { ...written, files });
  return snapshot;
}
