import { rmSync } from 'node:fs';

/** Ends a group of processes also where this one is told to end before it has ended them; until the disposal. */
export function endAtExit(pid: number): Disposable {
  return atExit(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  });
}

/** Removes a folder also where this process is told to end before it has removed it; until the disposal. */
export function removeAtExit(folder: string): Disposable {
  return atExit(() => rmSync(folder, { recursive: true, force: true }));
}

function atExit(act: () => void): Disposable {
  process.once('exit', act);
  return { [Symbol.dispose]: () => void process.off('exit', act) };
}
