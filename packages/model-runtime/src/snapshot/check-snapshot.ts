import type { Manifest } from '../store/manifest.ts';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import { type ModelDirectory, readModelFile } from '../store/model-directory.ts';
import { webAssembly } from '../webassembly/web-assembly.ts';
import { hasSnapshot } from './has-snapshot.ts';
import { readPlan } from './restore/read-plan.ts';
import { SnapshotMismatchError } from './restore/snapshot-mismatch-error.ts';
import { PLAN_VERSION, SNAPSHOT_FILES } from './snapshot-plan.ts';

/**
 * Checks a snapshot's files, which a cold start has no time for: an invalid module would end the process. Ignores a snapshot
 * of another version of Pilotlight, as a cold start does.
 *
 * @throws {ModelBrokenError} if it cannot be used.
 */
export async function checkSnapshot(directory: ModelDirectory, manifest: Manifest): Promise<void> {
  if (!hasSnapshot(manifest)) return;
  const broken = (why: string, cause?: unknown) =>
    new ModelBrokenError(
      directory,
      `its snapshot cannot be used: ${why}; npx pilotlight snapshot ${directory.model} takes a new one`,
      { cause },
    );
  const json = await readModelFile(directory, manifest, SNAPSHOT_FILES.plan);
  try {
    const { version }: { version?: unknown } = JSON.parse(new TextDecoder().decode(json)) ?? {};
    if (version !== PLAN_VERSION) return;
    readPlan(json, manifest);
  } catch (cause) {
    if (cause instanceof SnapshotMismatchError) throw broken(cause.message, cause);
    throw broken(`${SNAPSHOT_FILES.plan} is not JSON`, cause);
  }
  const portable = Object.hasOwn(manifest.files, SNAPSHOT_FILES.portable) ? [SNAPSHOT_FILES.portable] : [];
  for (const file of [SNAPSHOT_FILES.engine, ...portable]) {
    if (!webAssembly.validate(await readModelFile(directory, manifest, file)))
      throw broken(`${file} is not a valid WebAssembly module`);
  }
}
