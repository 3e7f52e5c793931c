import type { Dataset } from './dataset.ts';

/** One of this many examples is held out. */
const EVERY = 20;

/** True if training does not use this example, so that it can guide choices. */
export function isHeldOut(at: number): boolean {
  return at % EVERY === EVERY - 1;
}

/** Returns the held-out examples of data as data of their own. */
export function heldOutOf(dataset: Dataset): Dataset {
  return {
    ...dataset,
    count: Math.floor(dataset.count / EVERY),
    read: (at) => dataset.read(at * EVERY + EVERY - 1),
  };
}
