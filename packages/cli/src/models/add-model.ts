import { rename, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { type Manifest, type ModelDirectory, readVersionLabels } from '@pilotlight/model-runtime/store';
import { STABLE } from '@pilotlight/protocol';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { copyFiles } from '../files/copy-files.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { ManifestChoices } from './describe-manifest.ts';
import { assertModelName } from './model-name.ts';
import { nextVersion } from './next-version.ts';
import { modelLock, sweepModels, WORK_FOLDERS } from './sweep-models.ts';
import { ownName } from '@pilotlight/command-line/leftovers';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';
import { withLock } from '@pilotlight/command-line/lock';
import { type Tried, type TrialOptions, tryEngines } from './try-engines.ts';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';

export interface AddOptions extends ManifestChoices, TrialOptions {
  description: ModelDescription;
  modelsDirectory: string;
  name: string;
  /** Defaults to the next one. */
  version?: number | undefined;
}

/** An added model, with facts about it for people. */
export interface AddedModel extends Tried {
  directory: ModelDirectory;
  manifest: Manifest;
  whyNoSnapshot?: string;
  /** The version labeled stable, which still answers calls that name none. */
  stable?: number | undefined;
}

/**
 * Adds a model to the folder that is served: copies it, runs it in its own process, measures it, and takes a snapshot if
 * possible. The model appears whole or not at all, and never replaces another.
 *
 * @throws {CommandError} for a name or version that is not valid or is being written, or a model that no engine can run.
 * @throws {ModelBrokenError} if the engine cannot load or run it, or the labels of its other versions cannot be read.
 */
export async function addModel(options: AddOptions): Promise<AddedModel> {
  const { modelsDirectory, name } = options;
  assertModelName(name);
  await sweepModels(modelsDirectory);
  const version = options.version ?? (await nextVersion(join(modelsDirectory, name)));
  return withLock(modelLock(modelsDirectory, name, version), () => addVersion(options, version));
}

async function addVersion(options: AddOptions, version: number): Promise<AddedModel> {
  const { description, modelsDirectory, name } = options;
  const target = join(modelsDirectory, name, String(version));
  await refuseIfThere(target, name, version);
  const stable = (await readVersionLabels(modelsDirectory, name))[STABLE]?.version;

  // Inside the folder: a rename cannot move it to another disk.
  const scratch = join(modelsDirectory, ownName(WORK_FOLDERS.adding));
  return withScratchFolder(scratch, async () => {
    const path = await makeFoldersIn(scratch, `${name}/${version}`);
    const { files, entry } = await copyFiles(description, path);
    const copy = { model: name, version, path };
    const tried = await tryEngines(copy, { ...description, entry }, files, options);
    options.onStep?.('taking a snapshot, and measuring it');
    const { manifest, whyNoSnapshot } = await snapshotAndMeasure(copy, options.timeoutMs);

    await makeFoldersIn(modelsDirectory, name);
    await refuseIfThere(target, name, version);
    await rename(path, target).catch(async (error: unknown) => {
      // The folder of its versions is removed if it is empty.
      await rmdir(dirname(target)).catch(() => undefined);
      throw error;
    });
    const directory = { model: name, version, path: target };
    return {
      directory,
      manifest,
      stable,
      ...tried,
      ...(whyNoSnapshot === undefined ? {} : { whyNoSnapshot }),
    };
  });
}

async function refuseIfThere(target: string, name: string, version: number): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there)
    throw new CommandError(`${name} already has a version ${version}; versions are never overwritten`);
}
