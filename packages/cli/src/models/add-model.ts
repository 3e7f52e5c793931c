import { randomBytes } from 'node:crypto';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { type Manifest, type ModelDirectory, writeManifest } from '@pilotlight/model-runtime/store';
import { snapshotAndMeasure } from '@pilotlight/model-runtime/snapshot';
import { GIVEN_SAMPLE, type Trial, tryModel } from '@pilotlight/model-runtime/trial';
import { PilotlightError } from '@pilotlight/protocol';
import { copyFiles } from '../files/copy-files.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import { compareEngines, type Compared } from './compare-engines.ts';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { type GivenSample, givenSample } from './given-sample.ts';
import { assertModelName } from './model-name.ts';
import { nextVersion } from './next-version.ts';
import { withScratchFolder } from '@pilotlight/command-line/scratch-folder';

export interface AddOptions extends ManifestChoices {
  description: ModelDescription;
  modelsDirectory: string;
  name: string;
  /** The next one, unless said. */
  version?: number | undefined;
  /** A request that the model can be run on; one is looked for unless said. */
  sample?: Record<string, unknown> | undefined;
  /** Whether its answers are compared with another engine's, where one is at hand. */
  compares?: boolean;
  /** The longest that its first run may take, and each of what follows. */
  timeoutMs?: number;
  /** Is told what goes on. */
  onStep?: (step: string) => void;
}

/** A model that was added, and what is to be said of it. */
export interface AddedModel {
  directory: ModelDirectory;
  manifest: Manifest;
  whyNoSnapshot?: string;
  trial: Trial;
}

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Puts a model into the folder that is served: copies it, runs it in a process of its own, and writes down what
 * that took, with a snapshot where one can be taken. It appears there whole or not at all, and never in the place of another.
 *
 * @throws {CommandError} for a name or version that cannot be, or a model that no engine can run.
 * @throws {ModelBrokenError} where the engine cannot load or run it.
 */
export async function addModel(options: AddOptions): Promise<AddedModel> {
  const { description, modelsDirectory, name } = options;
  assertModelName(name);
  const version = options.version ?? (await nextVersion(join(modelsDirectory, name)));
  const target = join(modelsDirectory, name, String(version));
  await refuseIfThere(target, name, version);

  // Inside of the folder: a rename must not cross from one disk to another. What begins with a dot is not served.
  const scratch = join(modelsDirectory, `.adding-${randomBytes(4).toString('hex')}`);
  return withScratchFolder(scratch, async () => {
    const path = join(scratch, name, String(version));
    const { files, entry } = await copyFiles(description, path);
    const copy = { model: name, version, path };
    const trial = await tryAndCompare(
      copy,
      describeManifest({ ...description, entry }, files, options),
      options,
    );
    options.onStep?.('taking a snapshot, and measuring it');
    const { manifest, whyNoSnapshot } = await snapshotAndMeasure(copy, options.timeoutMs);

    await mkdir(dirname(target), { recursive: true });
    await refuseIfThere(target, name, version);
    await rename(path, target);
    const directory = { model: name, version, path: target };
    return { directory, manifest, trial, ...(whyNoSnapshot === undefined ? {} : { whyNoSnapshot }) };
  });
}

/** Runs the model for the first time, and writes its manifest, with what it ran on and was compared with. */
async function tryAndCompare(
  directory: ModelDirectory,
  described: Manifest,
  {
    description,
    sample: request,
    compares = false,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    onStep = () => {},
  }: AddOptions,
): Promise<Trial> {
  const given = await givenSample({ request, description, manifest: described });
  const { path } = directory;
  await writeManifest(path, given ? { ...described, sample: given.sample } : described);
  const searches = request === undefined;
  const tried = await tryModel(directory, { searches, timeoutMs, onStep }).catch((error: unknown) => {
    throw explained(error, given);
  });
  const trial = given && tried.words === GIVEN_SAMPLE ? { ...tried, words: given.words } : tried;
  const manifest = { ...described, sample: trial.sample };
  await writeManifest(path, manifest);
  if (!compares) return trial;
  const compared: Compared = await compareEngines({
    directory,
    manifest,
    description,
    trial,
    timeoutMs,
    onStep,
  });
  await writeManifest(path, { ...manifest, compared });
  return trial;
}

/** Says how to give a sample, where none ran. */
function explained(error: unknown, given: GivenSample | undefined): unknown {
  if (!PilotlightError.isInstance(error)) return error;
  if (error.message.includes('it took longer than'))
    return new CommandError(`${error.message}. Give it longer: --timeout SECONDS`, { cause: error });
  if (!error.message.includes('it failed on ')) return error;
  const message = given ? error.message.replace(GIVEN_SAMPLE, given.words) : error.message;
  return new CommandError(
    `${message}. Give it an input that it takes: --sample FILE, a request as JSON or an image`,
    { cause: error },
  );
}

async function refuseIfThere(target: string, name: string, version: number): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there)
    throw new CommandError(`${name} has a version ${version} already; versions are never overwritten`);
}
