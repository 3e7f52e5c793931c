import { converting } from './converting.ts';
import { cutting } from './cutting.ts';
import { distilling } from './distilling.ts';
import { pruning } from './pruning.ts';
import type { Family } from './step.ts';
import { storing } from './storing.ts';

/** All steps, by level. A model takes at most one step of a level, and after it only steps of later levels. */
export const LEVELS: readonly (readonly Family[])[] = [
  [distilling, cutting],
  [pruning],
  [storing, converting],
];
