import { PATTERN_PERIOD, patternCalls, type PatternOptions } from '../arrivals/pattern-calls.ts';
import { CostsError } from '../costs-error.ts';

/** The calls of many models, in order. */
export interface ModelCalls {
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  /** Number of models, called or not. */
  models: number;
  calls: readonly ModelCall[];
}

export interface ModelCall {
  at: number;
  /** Index of the model, below the number of models. */
  model: number;
}

/** All calls are in memory at once. */
const MAX_CALLS = 5_000_000;
const DAYS = 30;

/**
 * Generates a month of calls of independent models that are called equally often.
 *
 * @throws {CostsError} for a number of calls that is out of range.
 */
export function patternModelCalls({
  models,
  callsPerDay,
  seed,
  ...pattern
}: PatternOptions & { models: number }): ModelCalls {
  assertFew(models * callsPerDay * DAYS);
  const calls: ModelCall[] = [];
  for (let model = 0; model < models; model++) {
    for (const { times } of patternCalls({ ...pattern, callsPerDay, seed: seed + model }))
      for (const at of times) calls.push({ at, model });
  }
  return { ...PATTERN_PERIOD, models, calls: calls.toSorted((a, b) => a.at - b.at) };
}

/** @throws {CostsError} for more calls than the simulation takes. */
export function assertFew(calls: number): void {
  if (calls <= MAX_CALLS) return;
  throw new CostsError(
    `${Math.round(calls)} calls are more than ${MAX_CALLS}, the limit for many models: take fewer models`,
  );
}
