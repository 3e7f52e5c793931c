import type { Server } from './server.ts';

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) endGroup(pid);
});

/** Has a server end with this process, which may be interrupted: it is in a group of its own, where Ctrl+C is not heard. */
export function endWithUs(server: Pick<Server, 'pid' | 'exited'>): void {
  running.add(server.pid);
  void server.exited.then(() => running.delete(server.pid));
}

/** Ends a process and what it started; that nothing is left of them is an ordinary case too. */
export function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
