import type { RandomStream } from '@pilotlight/statistics/random';
import { exponential } from '../random/distribution.ts';
import type { LocalClock } from '../time/local-clock.ts';
import { HOUR_MS, MINUTE_MS } from '../time/units.ts';
import type { ArrivalBatch } from './arrivals.ts';
import type { Week } from './week.ts';

/** The hour of the week, and so the rate, changes only at multiples of this, in every time zone. */
const SLOT_MS = 15 * MINUTE_MS;

export interface PoissonOptions {
  week: Week;
  clock: LocalClock;
  from: number;
  until: number;
  random: RandomStream;
}

/**
 * Generates the calls of many independent people: a Poisson process with a rate that follows the week. The method
 * inverts the cumulative rate (Çinlar, "Introduction to Stochastic Processes", 1975), which is exact.
 */
export function* poissonCalls({ week, clock, from, until, random }: PoissonOptions): Generator<ArrivalBatch> {
  const nextWait = exponential(1);
  // The rest of the wait for the next call, in calls that are expected in that time.
  let wait = nextWait(random());
  for (let start = from; start < until; start = endOfSlot(start)) {
    const end = Math.min(endOfSlot(start), until);
    const rate = (week[clock(start)] ?? 0) / HOUR_MS;
    const times: number[] = [];
    let at = start;
    while (wait < rate * (end - at)) {
      at += wait / rate;
      times.push(at);
      wait = nextWait(random());
    }
    wait -= rate * (end - at);
    yield { from: start, until: end, times };
  }
}

function endOfSlot(at: number): number {
  return (Math.floor(at / SLOT_MS) + 1) * SLOT_MS;
}
