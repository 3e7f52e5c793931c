import { HYBRID_HISTOGRAM } from './hybrid-histogram.ts';
import { LEARNING } from './learning.ts';
import { minimumInstances } from './minimum-instances.ts';
import { pingEvery, pingInBusinessHours } from './ping-every.ts';
import type { Policy } from './policy.ts';

/** What somebody who wants a function warm can choose from. */
export const POLICIES: readonly Policy[] = [
  pingEvery(10),
  pingEvery(5),
  pingEvery(1),
  pingInBusinessHours(5),
  pingInBusinessHours(1),
  LEARNING,
  HYBRID_HISTOGRAM,
  minimumInstances(1),
];
