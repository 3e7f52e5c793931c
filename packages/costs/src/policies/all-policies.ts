import type { IntervalBounds } from '@pilotlight/keep-warm';
import { hybridHistogram } from './hybrid-histogram.ts';
import { learning } from './learning.ts';
import { minimumInstances } from './minimum-instances.ts';
import { pingEvery, pingInBusinessHours } from './ping-every.ts';
import { type Policy, WARM_UP_SETTINGS } from './policy.ts';

/** Default values of `WARM_UP_SHORTEST_MINUTES` and `WARM_UP_LONGEST_MINUTES`. */
export const AS_DEPLOYED: IntervalBounds = { shortestMinutes: 1, longestMinutes: 60 };

/** Policies to choose from for a function that should stay warm. */
export const POLICIES: readonly Policy[] = [
  pingEvery(10),
  pingEvery(5),
  pingEvery(1),
  pingInBusinessHours(5),
  pingInBusinessHours(1),
  {
    ...learning(AS_DEPLOYED),
    setUp: `deploy warmUp with the default settings in ${WARM_UP_SETTINGS}`,
  },
  learning({ ...AS_DEPLOYED, shortestMinutes: 5 }),
  hybridHistogram(AS_DEPLOYED),
  minimumInstances(1),
];
