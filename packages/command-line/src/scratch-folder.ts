import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withExitOnSignal } from './exit-on-signal.ts';
import { ownName, sweepLeftovers } from './leftovers.ts';

/**
 * Runs `work` with a folder that is gone afterwards, also where the process ends, or is told to end, meanwhile.
 *
 * @param path in a folder that is there.
 */
export async function withScratchFolder<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  // What is being written into it may still come while it is removed, which is tried again then.
  const removeAtExit = () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  process.once('exit', removeAtExit);
  try {
    return await withExitOnSignal(async () => {
      // For nobody else's eyes, as `mkdtemp` has it; at once, so that no signal comes while it is being made.
      mkdirSync(path, { mode: 0o700 });
      return work();
    });
  } finally {
    // Where the disk is gone or read-only by now, that is not what went wrong.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
    process.off('exit', removeAtExit);
  }
}

/**
 * Gives `work` such a folder among those that the system keeps for a while only, and removes what a process that was killed
 * left there.
 *
 * @param purpose what it is for, which its name says.
 */
export async function withTemporaryFolder<Result>(
  purpose: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const prefix = `pilotlight-${purpose}`;
  await sweepLeftovers(tmpdir(), prefix);
  const folder = join(tmpdir(), ownName(prefix));
  return withScratchFolder(folder, () => work(folder));
}
