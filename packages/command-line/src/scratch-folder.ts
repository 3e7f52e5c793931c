import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withExitOnSignal } from './exit-on-signal.ts';
import { ownName, sweepLeftovers } from './leftovers.ts';

/**
 * Runs `work` with a folder that is removed afterwards, also if the process ends or gets a signal meanwhile.
 *
 * @param path inside an existing folder.
 */
export async function withScratchFolder<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  // Pending writes may still add files during the removal, which is tried again then.
  const removeAtExit = () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  process.once('exit', removeAtExit);
  try {
    return await withExitOnSignal(async () => {
      // Private, as with `mkdtemp`; synchronous, so that no signal comes while it is made.
      mkdirSync(path, { mode: 0o700 });
      return work();
    });
  } finally {
    // If the disk is gone or read-only now, the error of `work` matters more.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
    process.off('exit', removeAtExit);
  }
}

/**
 * Runs `work` with such a folder in the system's temporary folder, and removes leftovers of killed processes there.
 *
 * @param purpose the purpose of the folder, for its name.
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
