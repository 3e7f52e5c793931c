import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from './server.ts';

const LONGEST_END_MS = 5000;

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});

/** Has a server end with this process, which may be interrupted: it is in a group of its own, where Ctrl+C is not heard. */
export function endWithUs(server: Pick<Server, 'pid' | 'exited'>): void {
  running.add(server.pid);
  void server.exited.then(() => running.delete(server.pid));
}

/**
 * Ends a process and what it started, and waits until they are gone: a worker that gives back its gigabyte would slow
 * down what is started next.
 */
export async function endGroupWholly(pid: number): Promise<void> {
  const deadline = performance.now() + LONGEST_END_MS;
  while (signalGroup(pid, 'SIGKILL') && performance.now() < deadline) await delay(2);
}

/** Whether anything was left to signal. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
