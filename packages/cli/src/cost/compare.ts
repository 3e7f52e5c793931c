import {
  type Arrivals,
  arrivalsAt,
  type Comparison,
  comparePolicies,
  createLocalClock,
  PATTERN_PERIOD,
  patternCalls,
  type PatternName,
  POLICIES,
  readTrace,
  tierOf,
} from '@pilotlight/costs';
import { readManifest, readModels } from '@pilotlight/model-runtime/store';
import { resolveServed } from '../models/resolve-model.ts';
import { type Basis, type BasisOptions, basisOf } from './basis.ts';
import { readLoggedTraffic } from './logged-traffic.ts';
import { createProgress } from './progress.ts';

export interface CompareOptions extends BasisOptions {
  models: string;
  /** The served model to take the cold start from; defaults to the only one. */
  model?: string | undefined;
  callsPerDay: number;
  pattern: PatternName;
  timeZone: string;
  trace?: readonly string[] | undefined;
  traceFunction?: string | undefined;
  fromLogs?: string | undefined;
  targetP95: number;
  region: string;
  freeTier: boolean;
  seed: number;
}

/** A comparison, with the figures and calls behind it. */
export interface CostReport {
  comparison: Comparison;
  basis: Basis;
  /** The simulated calls, their place, and the prices. */
  traffic: { calls: string; timeZone: string; region: string; hasFreeTier: boolean; seed: number };
}

/** Reads the measured figures, makes or reads the calls, and simulates them. Shows its progress if it takes long. */
export async function compare(options: CompareOptions): Promise<CostReport> {
  const { timeZone, region, freeTier: hasFreeTier, seed, trace, fromLogs, pattern, callsPerDay } = options;
  const directory = await resolveServed(options.model, options.models);
  const served = { directory, manifest: await readManifest(directory) };
  const logged = fromLogs === undefined ? undefined : await readLoggedTraffic(fromLogs, seed);
  const basis = basisOf(served, await readModels(options.models), { ...options, logged });
  const clock = createLocalClock(timeZone);
  const progress = createProgress();

  let arrivals: Arrivals;
  let onProgress: ((at: number) => void) | undefined;
  if (logged) {
    arrivals = arrivalsAt(logged.times);
  } else if (trace) {
    const { traceFunction: functionHash } = options;
    arrivals = readTrace({ files: trace, functionHash, seed, onProgress: (share) => progress.update(share) });
  } else {
    const { from, until } = PATTERN_PERIOD;
    arrivals = patternCalls({ pattern, callsPerDay, clock, seed });
    onProgress = (at) => progress.update((at - from) / (until - from));
  }
  try {
    const comparison = await comparePolicies({
      arrivals,
      profile: basis.profile,
      policies: POLICIES,
      clock,
      seed,
      tier: tierOf(region),
      hasFreeTier,
      targetP95Ms: options.targetP95,
      onProgress,
    });
    const files = logged ? [logged.file] : trace;
    const calls = files ? `as in ${files.join(', ')}` : `${callsPerDay} a day, ${pattern}`;
    return { comparison, basis, traffic: { calls, timeZone, region, hasFreeTier, seed } };
  } finally {
    progress.stop();
  }
}
