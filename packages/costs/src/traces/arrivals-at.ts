import type { ArrivalBatch } from '../arrivals/arrivals.ts';
import { DAY_MS } from '../time/units.ts';

/**
 * Makes calls of their times, in any order. Whole days are counted, as times do not say where the log of them begins.
 *
 * @param times milliseconds since 1970, one at least.
 */
export function arrivalsAt(times: readonly number[]): ArrivalBatch[] {
  const sorted = times.toSorted((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  return [{ from: startOfDay(first), until: startOfDay(last) + DAY_MS, times: sorted }];
}

/** In UTC. */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
