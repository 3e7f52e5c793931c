import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalPlatformError } from '../local-platform-error.ts';

const LONGEST_END_MS = 5000;

/** A process and all that it starts, which can be ended together. */
export interface ProcessGroup {
  readonly pid: number;
  /** The process that was started first. */
  readonly leader: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves with the leader's exit code once it has ended; null after a signal. */
  readonly exited: Promise<number | null>;
}

// Ctrl+C does not reach a group of its own: each group ends with this process, unless this one is killed.
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) killGroup(pid);
});

/**
 * Starts a program in its own process group, which ends with this process at the latest.
 *
 * @throws {LocalPlatformError} if it does not start.
 */
export function spawnGroup(
  [program = '', ...args]: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): ProcessGroup {
  const leader = spawn(program, args, {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = leader;
  if (pid === undefined) {
    // The same failure comes once more as an event.
    leader.on('error', () => {});
    throw new LocalPlatformError(`${program} does not start`);
  }
  running.add(pid);
  const exited = once(leader, 'exit').then(() => {
    running.delete(pid);
    return leader.exitCode;
  });
  return { pid, leader, exited };
}

/**
 * Kills the rest of a group.
 *
 * @returns true if any process was left.
 */
export function killGroup(pid: number): boolean {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Kills a group and waits until all of it is gone, five seconds at most: a process that is releasing a gigabyte slows
 * down the next one.
 */
export async function killGroupWholly(pid: number): Promise<void> {
  const deadline = performance.now() + LONGEST_END_MS;
  while (killGroup(pid) && performance.now() < deadline) await delay(2);
}
