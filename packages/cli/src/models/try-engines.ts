import type { ModelDescription } from '@pilotlight/model-formats';
import { type Manifest, type ModelDirectory, writeManifest } from '@pilotlight/model-runtime/store';
import { GIVEN_SAMPLE, ProcessFailedError, type Trial, tryModel } from '@pilotlight/model-runtime/trial';
import { type EngineName, PilotlightError } from '@pilotlight/protocol';
import { CommandError } from '@pilotlight/command-line/command-error';
import { compareEngines } from './compare-engines.ts';
import { describeManifest, type ManifestChoices } from './describe-manifest.ts';
import { type GivenSample, givenSample } from './given-sample.ts';

/** Options for the first run of a model. */
export interface TrialOptions {
  /** A request to run the model on; by default, one is found. */
  sample?: Record<string, unknown> | undefined;
  /** True to compare its answers with another engine, if one is available and they were not compared with the original. */
  compares?: boolean;
  /** Time limit for its first run, and for each later step, in milliseconds. */
  timeoutMs?: number;
  /** Called with the name of each step. */
  onStep?: (step: string) => void;
}

/** Result of the first run. */
export interface Tried {
  trial: Trial;
  /** The first choice of engine, if it failed, and why. */
  passedOver?: { engine: EngineName; why: string };
}

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Runs a model for the first time on the chosen engine, or on the next possible one if that fails. Writes its manifest,
 * with its engine, sample and comparison.
 *
 * @throws {CommandError} if it runs on no engine, no sample runs, or another engine gives different answers.
 * @throws {ModelBrokenError} if an engine cannot load it.
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

/** Returns the failure of the process that ran the model; undefined for an error that is not an engine's fault. */
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
  // A comparison of engines does not show if the conversion was right, so it does not replace that one.
  if (!before) await writeManifest(path, { ...manifest, compared });
  return trial;
}

/** Adds the fix to an error if no sample ran, or it took too long. */
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
