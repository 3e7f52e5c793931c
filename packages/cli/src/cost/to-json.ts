import type { Outcome } from '@pilotlight/costs';
import { PRICES_AS_OF } from '@pilotlight/costs';
import type { CostReport } from './compare.ts';
import { explain } from './explain.ts';

/** Returns everything for programs: dollars a month, milliseconds, shares from 0 to 1. */
export function toJson({ comparison, basis, traffic }: CostReport): object {
  const { from, until, calls, callsPerMonth, targetP95Ms, outcomes, chosen } = comparison;
  return {
    model: basis.model,
    traffic: {
      ...traffic,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      simulatedCalls: calls,
      callsPerMonth,
    },
    pricesAsOf: PRICES_AS_OF,
    targetP95Ms,
    chosen: chosen?.policy.name ?? null,
    why: explain(comparison),
    policies: outcomes.map(policyToJson),
    profile: basis.profile,
    basis: basis.lines,
  };
}

function policyToJson(outcome: Outcome): object {
  const { policy, bill, extraDollars, coldShare, latencyMs, meetsTarget, pingsPerMonth, week } = outcome;
  return {
    name: policy.name,
    title: policy.title,
    setUp: policy.setUp ?? null,
    dollars: bill.dollars,
    extraDollars,
    bill: bill.lines,
    coldShare,
    latencyMs,
    meetsTarget,
    pingsPerMonth,
    week,
  };
}
