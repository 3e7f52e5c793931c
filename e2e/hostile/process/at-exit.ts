import { rmSync } from 'node:fs';

/** Ends a group of processes at the latest when this one exits, unless disposed. */
export function endAtExit(pid: number): Disposable {
  return atExit(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has already ended.
    }
  });
}

/** Removes a folder at the latest when this process exits, unless disposed. */
export function removeAtExit(folder: string): Disposable {
  return atExit(() => rmSync(folder, { recursive: true, force: true }));
}

function atExit(act: () => void): Disposable {
  process.once('exit', act);
  return { [Symbol.dispose]: () => void process.off('exit', act) };
}
