import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import { DAY_MS } from '../time/units.ts';

/**
 * Converts times, in any order, into calls. Whole days are counted, as times do not tell where their log begins.
 *
 * @param times milliseconds since 1970, at least one.
 */
export function arrivalsAt(times: readonly number[]): ArrivalBatch[] {
  const sorted = times.toSorted((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  return [{ from: startOfDay(first), until: startOfDay(last) + DAY_MS, times: sorted }];
}

/** Returns the start of the day in UTC. */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
