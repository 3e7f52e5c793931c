import { converting } from './converting.ts';
import { cutting } from './cutting.ts';
import { distilling } from './distilling.ts';
import { pruning } from './pruning.ts';
import type { Family } from './step.ts';
import { storing } from './storing.ts';

/** All steps. A model takes those of one level at most once, and after them only those of later levels. */
export const LEVELS: readonly (readonly Family[])[] = [
  [distilling, cutting],
  [pruning],
  [storing, converting],
];
