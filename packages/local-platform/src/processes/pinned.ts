import { spawnSync } from 'node:child_process';

/** Holds what follows to one processor, which is what a function has. It becomes the process that it starts. */
const TASKSET = ['taskset', '--cpu-list', '0'] as const;

let isPossible: boolean | undefined;

/** Returns true where the system has a way to hold a process to one processor. */
export function canPin(): boolean {
  const [program, ...args] = TASKSET;
  isPossible ??= spawnSync(program, [...args, 'true']).status === 0;
  return isPossible;
}

/** Returns a command that is held to one processor, where the system has a way to. */
export function pinned(command: readonly string[]): string[] {
  return canPin() ? [...TASKSET, ...command] : [...command];
}
