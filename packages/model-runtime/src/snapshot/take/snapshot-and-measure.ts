import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EARLIER_FOLDER } from '../earlier-snapshot.ts';
import { SNAPSHOT_FILES } from '../snapshot-plan.ts';
import type { Manifest } from '../../store/manifest.ts';
import { measureModel } from '../../measure/measure-model.ts';
import { type ModelDirectory, readManifest } from '../../store/model-directory.ts';
import { writeManifest } from '../../store/write-manifest.ts';
import { takeSnapshot } from './take-snapshot.ts';

const SNAPSHOT_FOLDERS: ReadonlySet<string> = new Set([dirname(SNAPSHOT_FILES.plan), EARLIER_FOLDER]);

/**
 * Takes a snapshot of a model if it can, measures the model as it will be served, and writes both into its manifest.
 * Removes earlier snapshots. The folder must not be served yet, or must be a copy: it is incomplete meanwhile.
 *
 * @param timeoutMs the longest that its first predictions may take.
 * @returns the manifest, and if the model has no snapshot, why.
 * @throws {ModelBrokenError} if the engine cannot load or run it.
 */
export async function snapshotAndMeasure(
  directory: ModelDirectory,
  timeoutMs?: number,
): Promise<{ manifest: Manifest; whyNoSnapshot?: string }> {
  const manifest = await readManifest(directory);
  const own = Object.entries(manifest.files).filter(([file]) => !SNAPSHOT_FOLDERS.has(dirname(file)));
  for (const folder of SNAPSHOT_FOLDERS)
    await rm(join(directory.path, folder), { recursive: true, force: true });
  const snapshot = await takeSnapshot(directory);
  const files = { ...Object.fromEntries(own), ...(snapshot.hasSnapshot ? snapshot.files : {}) };
  await writeManifest(directory.path, { ...manifest, files });
  const complete = { ...manifest, files, measured: await measureModel(directory, timeoutMs) };
  await writeManifest(directory.path, complete);
  return { manifest: complete, ...(snapshot.hasSnapshot ? {} : { whyNoSnapshot: snapshot.why }) };
}
