import { exponential } from '../random/distribution.ts';
import type { RandomStream } from '@pilotlight/statistics/random';
import { SECOND_MS } from '../time/units.ts';
import type { ArrivalBatch } from './arrivals.ts';

/** Calls in a burst, on average. */
export const BURST_CALLS = 10;

/** Time between two calls of a burst, on average. */
const GAP_MS = 2 * SECOND_MS;

/**
 * Turns each call into the first of a burst: a geometrically distributed number of calls with exponential gaps. A page
 * that requests an answer for each of its pictures calls like this, and so does a person who tries several things.
 *
 * Calls of a burst after the end of the last batch are dropped.
 */
export function* bursts(firsts: Iterable<ArrivalBatch>, random: RandomStream): Generator<ArrivalBatch> {
  const gap = exponential(GAP_MS);
  let later: number[] = [];
  for (const { from, until, times } of firsts) {
    const calls = [...later, ...times];
    for (let at of times) {
      while (random() >= 1 / BURST_CALLS) {
        at += gap(random());
        calls.push(at);
      }
    }
    calls.sort((a, b) => a - b);
    yield { from, until, times: calls.filter((at) => at < until) };
    later = calls.filter((at) => at >= until);
  }
}
