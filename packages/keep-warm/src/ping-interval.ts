import { WARM_SHARE } from './keep-alive.ts';
import type { Lifetimes } from './lifetimes.ts';
import { survival } from './survival.ts';

/** What the owner allows, in whole minutes. */
export interface IntervalBounds {
  shortestMinutes: number;
  longestMinutes: number;
}

/**
 * How long to wait between pings, in minutes: one more than what is proven to find 95 % of the instances warm, unless
 * that is proven to be too long. So it lengthens minute by minute while instances are found alive, falls back when they
 * are found gone, and is the shortest that the owner allows where nothing is known.
 */
export function pingInterval(
  lifetimes: Lifetimes,
  { shortestMinutes, longestMinutes }: IntervalBounds,
): number {
  const aliveAfter = survival(lifetimes);
  let minutes = shortestMinutes;
  while (
    minutes < longestMinutes &&
    aliveAfter(minutes).atLeast >= WARM_SHARE &&
    aliveAfter(minutes + 1).atMost >= WARM_SHARE
  ) {
    minutes += 1;
  }
  return minutes;
}
