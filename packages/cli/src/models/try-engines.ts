import type { ModelDescription } from '@pilotlight/model-formats';
import { type Manifest, type ModelDirectory, writeManifest } from '@pilotlight/model-runtime/store';
import { GIVEN_SAMPLE, ProcessFailedError, type Trial, tryModel } from '@pilotlight/model-runtime/trial';
import { type EngineName, PilotlightError } from '@pilotlight/protocol';
import { CommandError } from '@pilotlight/command-line/command-error';
import { compareEngines } from './compare-engines.ts';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { type GivenSample, givenSample } from './given-sample.ts';

/** How a model is run for the first time. */
export interface TrialOptions {
  /** A request that the model can be run on; one is looked for unless said. */
  sample?: Record<string, unknown> | undefined;
  /** Whether its answers are compared with another engine's, where one is at hand, and they were not with its original's. */
  compares?: boolean;
  /** The longest that its first run may take, and each of what follows. */
  timeoutMs?: number;
  /** Is told what goes on. */
  onStep?: (step: string) => void;
}

/** What came of it. */
export interface Tried {
  trial: Trial;
  /** The engine that was meant to run the model and does not, and why. */
  passedOver?: { engine: EngineName; why: string };
}

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Runs a model for the first time, on the engine that is chosen, or on the next one that can where that fails, and writes
 * its manifest, with what it ran on and was compared with.
 *
 * @throws {CommandError} where it runs on none, no sample runs, or another engine answers otherwise.
 * @throws {ModelBrokenError} where an engine cannot load it.
 */
export async function tryEngines(
  directory: ModelDirectory,
  description: ModelDescription,
  files: Record<string, string>,
  options: ManifestChoices & TrialOptions,
): Promise<Tried> {
  const described = describeManifest(description, files, options);
  try {
    return { trial: await tryAndCompare(directory, described, description, options) };
  } catch (error) {
    const next = description.engines.find(({ name, canRun }) => canRun && name !== described.engine);
    const failure = failureOf(error);
    if (options.engine !== undefined || !next || !failure || failure.kind === 'late') throw error;
    options.onStep?.(`${described.engine} fails: trying ${next.name}`);
    const other = { ...options, engine: next.name };
    const trial = await tryAndCompare(
      directory,
      describeManifest(description, files, other),
      description,
      other,
    ).catch(() => {
      throw error;
    });
    return { trial, passedOver: { engine: described.engine, why: failure.message } };
  }
}

/** How the process failed in which the model was run; undefined for what is no engine's fault. */
function failureOf(error: unknown): ProcessFailedError | undefined {
  const broken = error instanceof CommandError ? error.cause : error;
  const cause = PilotlightError.isInstance(broken) ? broken.cause : undefined;
  return cause instanceof ProcessFailedError ? cause : undefined;
}

async function tryAndCompare(
  directory: ModelDirectory,
  described: Manifest,
  description: ModelDescription,
  { sample: request, compares = false, timeoutMs = DEFAULT_TIMEOUT_MS, onStep = () => {} }: TrialOptions,
): Promise<Trial> {
  const given = await givenSample({ request, description, manifest: described });
  const { path } = directory;
  await writeManifest(path, given ? { ...described, sample: given.sample } : described);
  const searches = request === undefined;
  const tried = await tryModel(directory, { searches, timeoutMs, onStep }).catch((error: unknown) => {
    throw explained(error, given);
  });
  const trial = given && tried.words === GIVEN_SAMPLE ? { ...tried, words: given.words } : tried;
  const manifest = {
    ...described,
    sample: trial.sample,
    ...(trial.isNonFinite ? { nonFiniteSample: true } : {}),
  };
  await writeManifest(path, manifest);
  const { compared: before } = described;
  if (!compares || (before && before.with !== 'nothing')) return trial;
  const compared = await compareEngines({ directory, manifest, description, trial, timeoutMs, onStep });
  // Another engine says nothing of whether it was converted rightly.
  if (!before) await writeManifest(path, { ...manifest, compared });
  return trial;
}

/** Says what to do where no sample ran, or it took too long. */
function explained(error: unknown, given: GivenSample | undefined): unknown {
  if (!PilotlightError.isInstance(error) || !(error.cause instanceof ProcessFailedError)) return error;
  const { kind } = error.cause;
  if (kind === 'late')
    return new CommandError(`${error.message}. Give it longer: --timeout SECONDS`, { cause: error });
  if (kind !== 'no-sample') return error;
  const message = given ? error.message.replace(GIVEN_SAMPLE, given.words) : error.message;
  return new CommandError(
    `${message}. Give it an input that it takes: --sample FILE, a request as JSON or an image`,
    { cause: error },
  );
}
