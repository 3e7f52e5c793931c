import type { IntervalBounds } from '@pilotlight/keep-warm';
import { hybridHistogram } from './hybrid-histogram.ts';
import { learning } from './learning.ts';
import { minimumInstances } from './minimum-instances.ts';
import { pingEvery, pingInBusinessHours } from './ping-every.ts';
import { type Policy, WARM_UP_SETTINGS } from './policy.ts';

/** What `WARM_UP_SHORTEST_MINUTES` and `WARM_UP_LONGEST_MINUTES` are shipped as. */
export const AS_DEPLOYED: IntervalBounds = { shortestMinutes: 1, longestMinutes: 60 };

/** What somebody who wants a function warm can choose from. */
export const POLICIES: readonly Policy[] = [
  pingEvery(10),
  pingEvery(5),
  pingEvery(1),
  pingInBusinessHours(5),
  pingInBusinessHours(1),
  {
    ...learning(AS_DEPLOYED),
    setUp: `deploy warmUp with the settings that ${WARM_UP_SETTINGS} is shipped with`,
  },
  learning({ ...AS_DEPLOYED, shortestMinutes: 5 }),
  hybridHistogram(AS_DEPLOYED),
  minimumInstances(1),
];
