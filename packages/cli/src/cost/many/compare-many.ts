import {
  compareDeployments,
  createLocalClock,
  type DeploymentOutcome,
  functionMemory,
  type ModelCalls,
  patternModelCalls,
  readModelTrace,
  tierOf,
} from '@pilotlight/costs';
import { heldMiB, readManifest } from '@pilotlight/model-runtime/store';
import { resolveServed } from '../../models/resolve-model.ts';
import { type BasisLine, basisOf } from '../basis.ts';
import type { CompareOptions } from '../compare.ts';
import { formatDuration } from '../duration.ts';
import { createProgress } from '../progress.ts';

export interface ManyOptions extends Omit<CompareOptions, 'callsPerDay'> {
  /** Number of models, each like the measured one. */
  count: number;
  callsPerModelPerDay: number;
  /** Memory that the models may hold together; defaults to the value from the build. */
  modelsMiB?: number | undefined;
}

/** A comparison of one function per model with one for all, with the figures and calls behind it. */
export interface ManyReport {
  model: string;
  models: number;
  calls: number;
  days: number;
  /** The simulated calls, in words. */
  traffic: string;
  region: string;
  hasFreeTier: boolean;
  outcomes: readonly DeploymentOutcome[];
  lines: readonly BasisLine[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes or reads calls of many models, and simulates them. */
export async function compareMany(options: ManyOptions): Promise<ManyReport> {
  const { count, region, seed, freeTier: hasFreeTier } = options;
  const directory = await resolveServed(options.model, options.models);
  const manifest = await readManifest(directory);
  const served = { directory, manifest, files: [] };
  const alone = basisOf(served, [served], options);
  const calls = await callsOf(options);

  const copies = Array.from({ length: calls.models }, () => ({
    name: directory.model,
    manifest,
    heldMiB: heldMiB(manifest),
  }));
  const memory = functionMemory(copies, { budgetMiB: options.modelsMiB });
  const atATime = Math.max(1, Math.floor(memory.budgetMiB / heldMiB(manifest)));
  const { loadMs: measuredMs } = manifest.measured ?? {};
  const loadMs = measuredMs ?? alone.profile.modelStartMs;
  const progress = createProgress();
  try {
    const outcomes = compareDeployments({
      calls,
      each: alone.profile,
      all: { ...alone.profile, memory: options.memory ?? memory.option, atATime, loadMs },
      clock: createLocalClock(options.timeZone),
      seed,
      tier: tierOf(region),
      hasFreeTier,
      onProgress: (share) => progress.update(share),
    });
    return {
      model: directory.model,
      models: calls.models,
      calls: calls.calls.length,
      days: Math.round((calls.until - calls.from) / DAY_MS),
      traffic: options.trace
        ? `as in ${options.trace.join(', ')}`
        : `${options.callsPerModelPerDay} of each a day, ${options.pattern}, ${options.timeZone}`,
      region,
      hasFreeTier,
      outcomes,
      lines: [
        ...alone.lines.map((line) => (line.what === 'memory' ? { ...line, what: 'memory of each' } : line)),
        {
          what: 'memory of one for all',
          value: options.memory ?? memory.option,
          source: options.memory === undefined ? 'measured' : 'set',
          why: options.memory === undefined ? memory.arithmetic : '--memory',
        },
        {
          what: 'held at a time',
          value: `${Math.min(atATime, count)} models`,
          source: options.modelsMiB === undefined ? 'measured' : 'set',
          why: `${memory.budgetMiB} MiB of ${heldMiB(manifest).toPrecision(2)} MiB each; --models-mib changes it`,
        },
        {
          what: 'loading another',
          value: formatDuration(loadMs),
          source: measuredMs === undefined ? 'assumed' : 'measured',
          why:
            measuredMs === undefined
              ? 'taken to be its cold start, because it was never measured; `pilotlight snapshot` measures it'
              : `loading ${directory.model} when its engine already runs`,
        },
      ],
    };
  } finally {
    progress.stop();
  }
}

function callsOf(options: ManyOptions): ModelCalls | Promise<ModelCalls> {
  const { count: models, callsPerModelPerDay: callsPerDay, pattern, seed, trace } = options;
  return trace
    ? readModelTrace({ files: trace, models, mostCallsPerDay: callsPerDay, seed })
    : patternModelCalls({ models, callsPerDay, pattern, clock: createLocalClock(options.timeZone), seed });
}
