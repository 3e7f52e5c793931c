import type { Dataset } from './dataset.ts';

/** Every so many examples one is held out. */
const EVERY = 20;

/** Whether a training leaves this example of its data alone, so that it can be chosen by. */
export function isHeldOut(at: number): boolean {
  return at % EVERY === EVERY - 1;
}

/** What a training with this data leaves alone, as data of its own. */
export function heldOutOf(dataset: Dataset): Dataset {
  return {
    ...dataset,
    count: Math.floor(dataset.count / EVERY),
    read: (at) => dataset.read(at * EVERY + EVERY - 1),
  };
}
