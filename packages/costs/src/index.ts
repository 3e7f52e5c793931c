/**
 * Compares ways to keep a function warm, in dollars and milliseconds.
 *
 * @example
 * const clock = createLocalClock('Europe/Berlin');
 * const calls = patternCalls({ pattern: 'office-hours', callsPerDay: 100, clock, seed: 1 });
 * [...calls].length > 0; // => true
 *
 * @module
 */
export { type Arrivals } from './arrivals/arrivals.ts';
export { PATTERN_PERIOD, patternCalls } from './arrivals/pattern-calls.ts';
export type { PatternName } from './arrivals/week.ts';
export { bill, type BillLine } from './bill/bill.ts';
export { type Comparison, comparePolicies, type Outcome } from './comparison/compare-policies.ts';
export { compareDeployments, type DeploymentOutcome } from './deployments/compare-deployments.ts';
export { type ModelCalls, patternModelCalls } from './deployments/model-calls.ts';
export { readModelTrace } from './deployments/model-trace.ts';
export * as assumptions from './function/assumptions.ts';
export { type FunctionMemory, functionMemory } from './function/function-memory.ts';
export { type FunctionProfile } from './function/function-profile.ts';
export type { MemorySize } from './function/memory-size.ts';
export { POLICIES } from './policies/all-policies.ts';
export { BILLING_STEP_MS, PRICES_AS_OF } from './prices/prices.ts';
export { tierOf } from './prices/regions.ts';
export { type Range } from './random/distribution.ts';
export { createLocalClock } from './time/local-clock.ts';
export { MONTH_MS } from './time/units.ts';
export { arrivalsAt } from './traces/arrivals-at.ts';
export { readTrace } from './traces/read-trace.ts';
