import type { IntervalBounds } from '@pilotlight/keep-warm';
import { hybridHistogram } from './hybrid-histogram.ts';
import { learning } from './learning.ts';
import { minimumInstances } from './minimum-instances.ts';
import { pingEvery, pingInBusinessHours } from './ping-every.ts';
import type { Policy } from './policy.ts';

/** The defaults of `WARM_UP_SHORTEST_MINUTES` and `WARM_UP_LONGEST_MINUTES`. */
const AS_DEPLOYED: IntervalBounds = { shortestMinutes: 5, longestMinutes: 60 };

/** With the former set as low as the schedule allows. */
const FROM_ONE: IntervalBounds = { ...AS_DEPLOYED, shortestMinutes: 1 };

/** What somebody who wants a function warm can choose from. */
export const POLICIES: readonly Policy[] = [
  pingEvery(10),
  pingEvery(5),
  pingEvery(1),
  pingInBusinessHours(5),
  pingInBusinessHours(1),
  learning(AS_DEPLOYED),
  learning(FROM_ONE),
  hybridHistogram(FROM_ONE),
  minimumInstances(1),
];
