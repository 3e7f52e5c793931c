import { spawnSync } from 'node:child_process';

/** The command that limits another command to some processors, and replaces itself by it. */
const TASKSET = ['taskset', '--cpu-list'] as const;

let isPossible: boolean | undefined;

/** Returns true if the system can limit a process to one processor. */
export function canPin(): boolean {
  const [program, list] = TASKSET;
  isPossible ??= spawnSync(program, [list, '0', 'true']).status === 0;
  return isPossible;
}

/**
 * Returns a command that is limited to a number of processors, if the system can do that: a function has one, and Cloud
 * Run lends it a second one while it starts.
 */
export function pinned(command: readonly string[], processors = 1): string[] {
  return canPin() ? [...TASKSET, `0-${processors - 1}`, ...command] : [...command];
}
