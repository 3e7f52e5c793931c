import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The processor that every measured process is held to: one is what a function has. */
const CORE = 0;

/** `taskset` becomes the process that it starts, so that nothing stands between. */
const TASKSET = ['taskset', '--cpu-list', String(CORE)];

/** Nothing where the system has no way to. */
const PREFIX: readonly string[] = await promisify(execFile)('taskset', [...TASKSET.slice(1), 'true']).then(
  () => TASKSET,
  () => [],
);

/** Whether each process is held to one processor here. */
export const isPinned = PREFIX.length > 0;

/** The same for what is started as a function. */
export const PINNED_CORE = isPinned ? CORE : undefined;

/** A command that is held to one processor where the system has a way to. */
export function pinned(command: readonly string[]): string[] {
  return [...PREFIX, ...command];
}
