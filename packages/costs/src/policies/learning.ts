import { type IntervalBounds, isDue, learn, NOTHING_LEARNED, pingInterval } from '@pilotlight/keep-warm';
import { type Policy, WARM_UP_SETTINGS, type WarmUp } from './policy.ts';

/**
 * The policy of `warmUp`: it checks every minute, and pings as rarely as it has learned to be enough, within bounds.
 */
export function learning({ shortestMinutes, longestMinutes }: IntervalBounds): Policy {
  const bounds = { shortestMinutes, longestMinutes };
  return {
    name: `learning-${shortestMinutes}-to-${longestMinutes}-min`,
    title: `a warm-up that learns, every ${shortestMinutes} to ${longestMinutes} minutes`,
    setUp: `set WARM_UP_SHORTEST_MINUTES=${shortestMinutes} and WARM_UP_LONGEST_MINUTES=${longestMinutes} in ${WARM_UP_SETTINGS}`,
    minInstances: 0,
    schedule: { everyMinutes: 1, isOpen: () => true },
    createWarmUp: () => learningWarmUp(bounds),
  };
}

/** Remembers as `warmUp` does, and calls the same code. */
export function learningWarmUp(bounds: IntervalBounds): WarmUp {
  let learned = NOTHING_LEARNED;
  let interval = bounds.shortestMinutes;
  return {
    isDue: (at) => isDue(learned, at, interval),
    pinged(ping) {
      learned = learn(learned, ping);
      interval = pingInterval(learned.lifetimes, bounds);
    },
  };
}
