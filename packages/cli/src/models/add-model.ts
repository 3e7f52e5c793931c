import { randomBytes } from 'node:crypto';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { type Manifest, type ModelDirectory, writeManifest } from '@pilotlight/model-runtime/store';
import { ModelBrokenError } from '@pilotlight/model-runtime';
import type { EngineName } from '@pilotlight/protocol';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { copyFiles } from '../files/copy-files.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { assertModelName } from './model-name.ts';
import { nextVersion } from './next-version.ts';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';

/** An engine that should be able to run a model, and what it said when it did. */
interface EngineFailure {
  engine: EngineName;
  why: string;
}

export interface AddOptions extends ManifestChoices {
  description: ModelDescription;
  modelsDirectory: string;
  name: string;
  /** The next one, unless said. */
  version?: number | undefined;
}

/**
 * Puts a model into the folder that is served: copies it, runs it once in a process of its own, and writes down what
 * that took, with a snapshot where one can be taken. It appears there whole or not at all, and never in the place of another.
 *
 * @throws {CommandError} for a name or version that cannot be, or a model that no engine can run.
 * @throws {ModelBrokenError} where the engine cannot load or run it.
 */
export async function addModel(options: AddOptions): Promise<{
  directory: ModelDirectory;
  manifest: Manifest;
  whyNoSnapshot?: string;
  /** What engines before the one that was taken said when they ran the model. */
  failed: readonly EngineFailure[];
}> {
  const { description, modelsDirectory, name } = options;
  assertModelName(name);
  const version = options.version ?? (await nextVersion(join(modelsDirectory, name)));
  const target = join(modelsDirectory, name, String(version));
  await refuseIfThere(target, name, version);

  // Inside of the folder: a rename must not cross from one disk to another. What begins with a dot is not served.
  const scratch = join(modelsDirectory, `.adding-${randomBytes(4).toString('hex')}`);
  return withScratchFolder(scratch, async () => {
    const path = join(scratch, name, String(version));
    const files = await copyFiles({ from: description.folder, files: description.files, to: path });
    const { manifest, whyNoSnapshot, failed } = await tryEngines(options, async (engine) => {
      await writeManifest(path, describeManifest(description, files, { ...options, engine }));
      return snapshotAndMeasure({ model: name, version, path });
    });

    await mkdir(dirname(target), { recursive: true });
    await refuseIfThere(target, name, version);
    await rename(path, target);
    const directory = { model: name, version, path: target };
    return { directory, manifest, failed, ...(whyNoSnapshot === undefined ? {} : { whyNoSnapshot }) };
  });
}

/** Tries the engine that was asked for, or each that should be able, the lightest first. */
async function tryEngines<Result>(
  { description, engine: wanted }: AddOptions,
  run: (engine: EngineName | undefined) => Promise<Result>,
): Promise<Result & { failed: readonly EngineFailure[] }> {
  const able = description.engines.filter(({ canRun }) => canRun).map(({ name }) => name);
  const candidates = wanted === undefined && able.length > 0 ? able : [wanted];
  const failed: EngineFailure[] = [];
  for (const [at, engine] of candidates.entries()) {
    try {
      return { ...(await run(engine)), failed };
    } catch (error) {
      if (!(error instanceof ModelBrokenError) || engine === undefined) throw error;
      failed.push({ engine, why: error.message });
      // Of several that fail, the first is the one that should be able to.
      if (at === candidates.length - 1) throw failed.length > 1 ? withAll(failed, error) : error;
    }
  }
  throw new TypeError('there is an engine to try');
}

function withAll(failed: readonly EngineFailure[], cause: Error): CommandError {
  return new CommandError(failed.map(({ engine, why }) => `${engine}: ${why}`).join('; '), { cause });
}

async function refuseIfThere(target: string, name: string, version: number): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there)
    throw new CommandError(`${name} has a version ${version} already; versions are never overwritten`);
}
