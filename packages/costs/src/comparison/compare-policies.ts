import type { Arrivals } from '../arrivals/arrivals.ts';
import { bill, type Bill, type BillOptions } from '../bill/bill.ts';
import { CostsError } from '../costs-error.ts';
import { type FunctionProfile, functionModel } from '../function/function-profile.ts';
import { NOTHING } from '../policies/nothing.ts';
import type { Policy } from '../policies/policy.ts';
import type { LatencySummary } from '../simulation/latencies.ts';
import { createSimulation, type Simulation } from '../simulation/simulation.ts';
import type { LocalClock } from '../time/local-clock.ts';
import { MONTH_MS } from '../time/units.ts';
import { monthOfUsage } from './month-of-usage.ts';

export interface ComparisonOptions extends BillOptions {
  arrivals: Arrivals;
  profile: FunctionProfile;
  /** Policies besides doing nothing, which is always compared. */
  policies: readonly Policy[];
  clock: LocalClock;
  seed: number;
  /** Latency that 95 of 100 calls should stay within, in milliseconds. */
  targetP95Ms: number;
  /** Called from time to time with the end of the simulated calls, in milliseconds since 1970. */
  onProgress?: ((until: number) => void) | undefined;
}

/** Result of a policy. */
export interface Outcome {
  policy: Policy;
  /** Share of all calls that waited for an instance to start. */
  coldShare: number;
  latencyMs: LatencySummary;
  meetsTarget: boolean;
  pingsPerMonth: number;
  bill: Bill;
  /** Dollars a month more than doing nothing. */
  extraDollars: number;
  /** Calls by the hour of the week; hour 0 is Monday's first. */
  week: { calls: readonly number[]; coldCalls: readonly number[] };
}

/** The policies, the cheapest first; of those that cost the same, the one with the fewest cold calls comes first. */
export interface Comparison {
  from: number;
  until: number;
  calls: number;
  callsPerMonth: number;
  targetP95Ms: number;
  outcomes: readonly Outcome[];
  /** Doing nothing if that meets the target, else the cheapest available policy that does; undefined if none does. */
  chosen: Outcome | undefined;
}

/**
 * Simulates the same calls under every policy at once, and computes the cost of each.
 *
 * @throws {CostsError} if there are no calls.
 */
export async function comparePolicies(options: ComparisonOptions): Promise<Comparison> {
  const { arrivals, profile, policies, clock, seed, targetP95Ms, onProgress } = options;
  const model = functionModel(profile);
  let from: number | undefined;
  let until = 0;
  const all = [NOTHING, ...policies];
  let simulations: Simulation[] = [];
  for await (const batch of arrivals) {
    if (from === undefined) {
      const start = (from = batch.from);
      simulations = all.map((policy) => createSimulation({ policy, model, clock, seed, from: start }));
    }
    for (const simulation of simulations) simulation.run(batch);
    until = batch.until;
    onProgress?.(until);
  }
  const results = simulations.map((simulation) => simulation.result(until));
  const calls = results[0]?.calls ?? 0;
  if (from === undefined || calls === 0) throw new CostsError('no calls, so there is nothing to compare');

  const months = (until - from) / MONTH_MS;
  let dollarsOfNothing: number | undefined;
  const outcomes = results.flatMap((result, n): Outcome[] => {
    const policy = all[n];
    if (!policy) return [];
    const monthly = bill(monthOfUsage(result, { profile, policy, months }), options);
    dollarsOfNothing ??= monthly.dollars;
    return [
      {
        policy,
        coldShare: result.coldCalls / calls,
        latencyMs: result.latencyMs,
        meetsTarget: result.latencyMs.p95 <= targetP95Ms,
        pingsPerMonth: result.pings / months,
        bill: monthly,
        extraDollars: monthly.dollars - dollarsOfNothing,
        week: result.week,
      },
    ];
  });
  const sorted = outcomes.toSorted(
    (a, b) => cents(a) - cents(b) || a.coldShare - b.coldShare || a.pingsPerMonth - b.pingsPerMonth,
  );
  return {
    from,
    until,
    calls,
    callsPerMonth: calls / months,
    targetP95Ms,
    outcomes: sorted,
    chosen: outcomes.find(isEnough) ?? sorted.find(canBeHad),
  };
}

/** Doing nothing needs no set-up. */
function isEnough({ policy, meetsTarget }: Outcome): boolean {
  return policy === NOTHING && meetsTarget;
}

function canBeHad({ policy, meetsTarget }: Outcome): boolean {
  return meetsTarget && policy.setUp !== undefined;
}

/** Rounds to cents, as the price is paid: less than a cent is no reason to prefer a policy. */
function cents({ bill: { dollars } }: Outcome): number {
  return Math.round(dollars * 100);
}
