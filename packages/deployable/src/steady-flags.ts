import { setFlagsFromString } from 'node:v8';

/**
 * Flags with which V8 compiles the same bundle to the same bytes, however busy the machine is. Without `--predictable`
 * V8 draws a new hash seed for each process, and leaves other threads' data in gaps. Gaps also keep data from before a
 * garbage collection, and the time of a collection depends on the clock: with this much memory none happens or, if
 * memory outside the heap demands it, it happens all at once. V8 also records which functions were called often enough
 * to become machine code, and that depends on the clock too.
 */
export const STEADY_FLAGS: readonly string[] = [
  '--predictable',
  '--min-semi-space-size=64',
  '--initial-heap-size=1000',
  '--no-incremental-marking',
  '--no-sparkplug',
];

/** Resets the flags that V8 writes into compiled code: V8 accepts the code only in a process with the same ones. */
export function resetSteadyFlags(): void {
  setFlagsFromString('--initial-heap-size=0');
  setFlagsFromString('--incremental-marking');
  setFlagsFromString('--sparkplug');
}

/** Sets those flags again. */
export function setSteadyFlags(): void {
  for (const flag of STEADY_FLAGS) setFlagsFromString(flag);
}
