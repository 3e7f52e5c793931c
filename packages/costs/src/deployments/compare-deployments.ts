import { bill, type Bill, type BillOptions } from '../bill/bill.ts';
import { addUsage, NO_USAGE } from '../bill/usage.ts';
import { monthOfUsage } from '../comparison/month-of-usage.ts';
import { CostsError } from '../costs-error.ts';
import { type FunctionProfile, functionModel } from '../function/function-profile.ts';
import { AS_DEPLOYED } from '../policies/all-policies.ts';
import { learning } from '../policies/learning.ts';
import { minimumInstances } from '../policies/minimum-instances.ts';
import { NOTHING } from '../policies/nothing.ts';
import type { Policy } from '../policies/policy.ts';
import { createLatencies, type LatencySummary } from '../simulation/latencies.ts';
import { createSimulation } from '../simulation/simulation.ts';
import type { LocalClock } from '../time/local-clock.ts';
import { MONTH_MS } from '../time/units.ts';
import { holdModels } from './held-models.ts';
import type { ModelCalls } from './model-calls.ts';

/** The most functions to simulate with a schedule, which ticks every minute, all month. */
const MAX_PINGED = 30;

/** Functions that one `warmUp` keeps warm. */
const TARGETS = 20;

export interface DeploymentsOptions extends BillOptions {
  calls: ModelCalls;
  /** A function that serves one of the models. */
  each: FunctionProfile;
  /**
   * A function that serves all of them, the number of models it holds at a time, and the time to load another, in
   * milliseconds.
   */
  all: FunctionProfile & { atATime: number; loadMs: number };
  clock: LocalClock;
  seed: number;
  /** Called with the share that is done, from 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Result of one way to serve many models. */
export interface DeploymentOutcome {
  deployment: 'one function for each' | 'one function for all';
  policy: Policy;
  /** Share of all calls that waited for an instance to start. */
  coldShare: number;
  /** Share of all calls that waited for their model in a warm instance. */
  loadShare: number;
  latencyMs: LatencySummary;
  bill: Bill;
  /** Number of functions that were simulated; the rest is assumed to be like them. */
  simulated: number;
  functions: number;
}

/**
 * Simulates the same calls of many models with one function for each and with one for all. Each way runs without
 * anything that keeps it warm, with `warmUp` in its default settings, and with a minimum instance.
 *
 * @throws {CostsError} if there are no calls.
 */
export function compareDeployments(options: DeploymentsOptions): DeploymentOutcome[] {
  const { calls, onProgress } = options;
  if (calls.calls.length === 0) throw new CostsError('no calls, so there is nothing to compare');
  const policies = [NOTHING, learning(AS_DEPLOYED), minimumInstances(1)];
  const byModel = timesByModel(calls);
  return policies.flatMap((policy, n) => {
    const outcomes = [oneForEach(policy, byModel, options), oneForAll(policy, options)];
    onProgress?.((n + 1) / policies.length);
    return outcomes;
  });
}

function oneForEach(
  policy: Policy,
  byModel: readonly (readonly number[])[],
  { calls: { from, until }, each: profile, clock, seed, ...billing }: DeploymentsOptions,
): DeploymentOutcome {
  const functions = byModel.length;
  const chosen = policy.schedule ? spread(byModel, MAX_PINGED) : byModel;
  const latencies = createLatencies();
  const model = functionModel(profile);
  const months = (until - from) / MONTH_MS;
  let usage = NO_USAGE;
  let [calls, coldCalls] = [0, 0];
  for (const [n, times] of chosen.entries()) {
    const simulation = createSimulation({ policy, model, clock, seed: seed + n, from, latencies });
    simulation.run({ from, until, times });
    const result = simulation.result(until);
    calls += result.calls;
    coldCalls += result.coldCalls;
    usage = addUsage(usage, monthOfUsage(result, { profile, policy, months }), 1);
  }
  const all = addUsage(NO_USAGE, usage, functions / chosen.length);
  const warmUps = policy.schedule ? Math.ceil(functions / TARGETS) : 0;
  return {
    deployment: 'one function for each',
    policy,
    coldShare: calls > 0 ? coldCalls / calls : 0,
    loadShare: 0,
    latencyMs: latencies.summary(),
    bill: bill(
      {
        ...all,
        schedulerJobs: warmUps,
        imageGigabytes: profile.imageGigabytes * (functions + warmUps),
      },
      billing,
    ),
    simulated: chosen.length,
    functions,
  };
}

function oneForAll(
  policy: Policy,
  { calls: { from, until, calls }, all: profile, clock, seed, ...billing }: DeploymentsOptions,
): DeploymentOutcome {
  const held = holdModels(profile);
  const latencies = createLatencies();
  let next = 0;
  const simulation = createSimulation({
    policy,
    model: functionModel(profile),
    clock,
    seed,
    from,
    latencies,
    // Calls come in order, so this is the next one.
    loadMs: (instance, isCold) => held.load(instance, calls[next++]?.model ?? 0, isCold),
  });
  simulation.run({ from, until, times: calls.map(({ at }) => at) });
  const result = simulation.result(until);
  const months = (until - from) / MONTH_MS;
  return {
    deployment: 'one function for all',
    policy,
    coldShare: result.coldCalls / result.calls,
    loadShare: held.loads() / result.calls,
    latencyMs: result.latencyMs,
    bill: bill(monthOfUsage(result, { profile, policy, months }), billing),
    simulated: 1,
    functions: 1,
  };
}

function timesByModel({ models, calls }: ModelCalls): number[][] {
  const times: number[][] = Array.from({ length: models }, () => []);
  for (const { at, model } of calls) times[model]?.push(at);
  return times;
}

/** Picks at most `most` models, evenly from the most called to the least called. */
function spread(byModel: readonly (readonly number[])[], most: number): readonly (readonly number[])[] {
  if (byModel.length <= most) return byModel;
  const sorted = byModel.toSorted((a, b) => b.length - a.length);
  return Array.from({ length: most }, (_, n) => sorted[Math.floor(((n + 0.5) / most) * sorted.length)] ?? []);
}
