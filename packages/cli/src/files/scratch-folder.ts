import { rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Folders that have to go, one within the work of another. */
const open = new Set<string>();

/** Runs `work` with a folder that is gone afterwards, also where the process is told to end meanwhile. */
export async function withScratchFolder<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  open.add(path);
  const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
    const listener = () => {
      // Whichever of several listeners is called first ends the process.
      for (const each of open) rmSync(each, { recursive: true, force: true });
      process.exit(code);
    };
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  await mkdir(path, { recursive: true });
  try {
    return await work();
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    await rm(path, { recursive: true, force: true });
    open.delete(path);
  }
}
