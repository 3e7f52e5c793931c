import { CostsError } from '../costs-error.ts';
import { streamsFor } from '../random/streams-for.ts';
import type { LocalClock } from '../time/local-clock.ts';
import { MONTH_MS } from '../time/units.ts';
import type { ArrivalBatch } from './arrivals.ts';
import { BURST_CALLS, bursts } from './bursts.ts';
import { poissonCalls } from './poisson-calls.ts';
import { type PatternName, weekOf } from './week.ts';

/** A Monday. Any Monday will do, but it has to be the same each time. */
const START = Date.UTC(2026, 10, 2);

/** The month that calls are generated for, in milliseconds since 1970. */
export const PATTERN_PERIOD = { from: START, until: START + MONTH_MS } as const;

/** With more calls a function is never cold, and a month takes minutes to simulate. */
const MOST_CALLS_PER_DAY = 1_000_000;

export interface PatternOptions {
  pattern: PatternName;
  /** Calls on a working day. */
  callsPerDay: number;
  clock: LocalClock;
  seed: number;
}

/**
 * Generates the calls of a month. The same seed makes the same calls.
 *
 * @throws {CostsError} for a number of calls that is out of range.
 */
export function patternCalls({ pattern, callsPerDay, clock, seed }: PatternOptions): Iterable<ArrivalBatch> {
  if (!(callsPerDay > 0 && callsPerDay <= MOST_CALLS_PER_DAY)) {
    throw new CostsError(
      `calls per day: must be more than 0 and at most ${MOST_CALLS_PER_DAY}, not ${callsPerDay}`,
    );
  }
  const nextStream = streamsFor('calls', seed);
  const period = { ...PATTERN_PERIOD, clock, random: nextStream() };
  if (pattern !== 'bursts') {
    return poissonCalls({ week: weekOf(pattern, callsPerDay), ...period });
  }
  const firsts = weekOf(pattern, callsPerDay / BURST_CALLS);
  return bursts(poissonCalls({ week: firsts, ...period }), nextStream());
}
