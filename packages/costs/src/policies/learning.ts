import { type IntervalBounds, isDue, learn, NOTHING_LEARNED, pingInterval } from '@pilotlight/keep-warm';
import type { Policy, WarmUp } from './policy.ts';

/** What the warm-up ticks at, and may lengthen its interval to: Google never keeps an idle instance for longer. */
const BOUNDS: IntervalBounds = { shortestMinutes: 1, longestMinutes: 15 };

/** What `warmUp` does: pings as rarely as it has learned to be enough. */
export const LEARNING: Policy = {
  name: 'learning',
  title: 'a warm-up that learns how often to ping',
  minInstances: 0,
  schedule: { everyMinutes: BOUNDS.shortestMinutes, isOpen: () => true },
  createWarmUp: learningWarmUp,
};

/** Remembers as `warmUp` does, and asks the same code. */
export function learningWarmUp(): WarmUp {
  let learned = NOTHING_LEARNED;
  let interval = BOUNDS.shortestMinutes;
  return {
    isDue: (at) => isDue(learned, at, interval),
    pinged(ping) {
      learned = learn(learned, ping);
      interval = pingInterval(learned.lifetimes, BOUNDS);
    },
  };
}
