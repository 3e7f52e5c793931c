import {
  assumptions,
  functionMemory,
  type FunctionMemory,
  type FunctionProfile,
  type MemorySize,
  type Range,
} from '@pilotlight/costs';
import { heldMiB, type StoredModel } from '@pilotlight/model-runtime/store';
import { CommandError } from '@pilotlight/command-line/command-error';
import { formatDuration, formatRange } from './duration.ts';
import type { LoggedTraffic } from './logged-traffic.ts';

/** A figure behind a comparison, with its source. */
export interface BasisLine {
  what: string;
  value: string;
  /** `set` is a figure from the command line. */
  source: 'measured' | 'assumed' | 'set';
  why: string;
}

/** Figures from the command line. They replace those of the manifest and the assumptions. */
export interface BasisOptions {
  memory?: MemorySize | undefined;
  serviceTime?: number | undefined;
  platformStart?: Range | undefined;
  keepAlive?: Range | undefined;
  answerBytes?: number | undefined;
  imageMegabytes?: number | undefined;
  /** Figures from the deployment's own log. */
  logged?: LoggedTraffic | undefined;
}

export interface Basis {
  model: { name: string; version: number };
  profile: FunctionProfile;
  lines: BasisLine[];
}

/**
 * Gathers the figures of a function: those from the command line, those measured for its models, and assumptions for the
 * rest.
 *
 * @param served the model to take the cold start from.
 * @param models all served models: the function holds all of them.
 * @throws {CommandError} if they do not fit into a function.
 */
export function basisOf(
  { directory: { model: name, version }, manifest }: Pick<StoredModel, 'directory' | 'manifest'>,
  models: readonly StoredModel[],
  options: BasisOptions,
): Basis {
  const memory =
    options.memory === undefined ? memoryOf(models) : { option: options.memory, arithmetic: undefined };
  const { coldStartMs, warmMs } = manifest.measured ?? {};
  const measuredServiceMs = warmMs === undefined ? undefined : warmMs + assumptions.HANDLING_MS;

  const profile: FunctionProfile = {
    memory: memory.option,
    concurrency: assumptions.CONCURRENCY,
    maxInstances: assumptions.MAX_INSTANCES,
    platformStartMs: options.platformStart ?? assumptions.PLATFORM_START_MS,
    modelStartMs: options.logged?.modelStartMs ?? coldStartMs ?? assumptions.MODEL_START_MS,
    serviceMs:
      options.serviceTime ?? options.logged?.serviceMs ?? measuredServiceMs ?? assumptions.SERVICE_MS,
    keepAliveMs: options.keepAlive ?? assumptions.KEEP_ALIVE_MS,
    answerBytes: options.answerBytes ?? assumptions.ANSWER_BYTES,
    imageGigabytes:
      options.imageMegabytes === undefined ? assumptions.IMAGE_GIGABYTES : options.imageMegabytes / 1000,
  };
  return {
    model: { name, version },
    profile,
    lines: [
      memory.arithmetic === undefined
        ? { what: 'memory', value: profile.memory, source: 'set', why: '--memory' }
        : { what: 'memory', value: profile.memory, source: 'measured', why: memory.arithmetic },
      {
        what: 'start of the model',
        value: formatDuration(profile.modelStartMs),
        ...(options.logged?.modelStartMs !== undefined
          ? {
              source: 'measured',
              why: `from the start of a process to its first answer, the median of ${options.logged.starts} in the log`,
            }
          : coldStartMs === undefined
            ? { source: 'assumed', why: `${name} was never measured; \`pilotlight add\` measures it` }
            : {
                source: 'measured',
                why: `from the start of a process to the first prediction of ${name}, version ${version}`,
              }),
      },
      setOrAssumed(
        'start of the platform',
        formatRange(profile.platformStartMs),
        options.platformStart,
        '--platform-start',
        'the start time of an empty function, as others measured it (https://mikhail.io/serverless/coldstarts/big3/)',
      ),
      options.serviceTime === undefined && options.logged?.serviceMs !== undefined
        ? {
            what: 'a warm call',
            value: formatDuration(profile.serviceMs),
            source: 'measured',
            why: `from the arrival of a request to its answer, the median of ${options.logged.warm} in the log`,
          }
        : options.serviceTime === undefined && warmMs !== undefined
          ? {
              what: 'a warm call',
              value: formatDuration(profile.serviceMs),
              source: 'measured',
              why: `the median prediction of ${name} after the first, and ${formatDuration(assumptions.HANDLING_MS)} for handling the request (assumed)`,
            }
          : setOrAssumed(
              'a warm call',
              formatDuration(profile.serviceMs),
              options.serviceTime,
              '--service-time',
              `it was never measured for ${name}; \`pilotlight snapshot\` measures it`,
            ),
      setOrAssumed(
        'an idle instance lives for',
        formatRange(profile.keepAliveMs),
        options.keepAlive,
        '--keep-alive',
        'Google documents up to 15 minutes and guarantees nothing, so all times up to 15 minutes are taken as equally likely',
      ),
      setOrAssumed(
        'an answer',
        `${profile.answerBytes} bytes`,
        options.answerBytes,
        '--answer-bytes',
        'a few numbers and their headers',
      ),
      setOrAssumed(
        'a container image',
        `${Math.round(profile.imageGigabytes * 1000)} MB`,
        options.imageMegabytes,
        '--image-megabytes',
        "the deployed files, without Google's own layers",
      ),
    ],
  };
}

/** @param set the figure from the command line; undefined if there is none. */
function setOrAssumed(what: string, value: string, set: unknown, option: string, why: string): BasisLine {
  return set === undefined
    ? { what, value, source: 'assumed', why: `${why}; set it with ${option}` }
    : { what, value, source: 'set', why: option };
}

/** Returns the memory that the build gives to the function, which holds all served models. */
function memoryOf(models: readonly StoredModel[]): FunctionMemory {
  try {
    return functionMemory(
      models.map(({ directory, manifest }) => ({
        name: directory.model,
        manifest,
        heldMiB: heldMiB(manifest),
      })),
    );
  } catch (cause) {
    throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
