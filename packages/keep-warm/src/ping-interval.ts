import { WARM_SHARE } from './keep-alive.ts';
import type { Lifetimes } from './lifetimes.ts';
import { survival } from './survival.ts';

/** Bounds that the owner sets, in whole minutes. */
export interface IntervalBounds {
  shortestMinutes: number;
  longestMinutes: number;
}

/**
 * Returns the minutes between pings: one more than the longest wait that is proven to find 95 % of the instances warm,
 * unless that is proven to be too long. So it grows minute by minute while instances are found alive, and shrinks when
 * they are found gone. Without observations, it is the shortest that the owner allows.
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
