import { spawnSync } from 'node:child_process';

/** Holds what follows to some processors. It becomes the process that it starts. */
const TASKSET = ['taskset', '--cpu-list'] as const;

let isPossible: boolean | undefined;

/** Returns true where the system has a way to hold a process to one processor. */
export function canPin(): boolean {
  const [program, list] = TASKSET;
  isPossible ??= spawnSync(program, [list, '0', 'true']).status === 0;
  return isPossible;
}

/**
 * Returns a command that is held to so many processors, where the system has a way to: one is what a function has, two
 * are what Cloud Run lends it while it starts.
 */
export function pinned(command: readonly string[], processors = 1): string[] {
  return canPin() ? [...TASKSET, `0-${processors - 1}`, ...command] : [...command];
}
