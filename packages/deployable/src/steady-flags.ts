import { setFlagsFromString } from 'node:v8';

/**
 * Flags with which V8 compiles the same bundle to the same bytes, however busy the machine is. It draws the seed of its
 * hashes anew for each process, and leaves in gaps what other threads had there: not so with `--predictable`. Gaps also
 * keep what lay there before garbage was collected, and when that happens depends on the clock: with so much room it
 * does not, or, where memory outside of the heap asks for it, all at once. Whether a function has been called often enough
 * to be compiled to machine code is written down too; how often some are called depends on the clock.
 */
export const STEADY_FLAGS: readonly string[] = [
  '--predictable',
  '--min-semi-space-size=64',
  '--initial-heap-size=1000',
  '--no-incremental-marking',
  '--no-sparkplug',
];

/**
 * Takes back those of the flags that V8 writes into what it compiled, and takes that only from a process with the same
 * ones.
 */
export function resetSteadyFlags(): void {
  setFlagsFromString('--initial-heap-size=0');
  setFlagsFromString('--incremental-marking');
  setFlagsFromString('--sparkplug');
}

/** Sets them again. */
export function setSteadyFlags(): void {
  for (const flag of STEADY_FLAGS) setFlagsFromString(flag);
}
