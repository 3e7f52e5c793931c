import { rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from './command-error.ts';
import { withExitOnSignal } from './exit-on-signal.ts';
import { makeFolder } from './make-folder.ts';
import { mayRun, processOf, thisOwner } from './owner.ts';

/** A lock may be empty for this long, because its owner is written after it is made. */
const UNNAMED_MS = 10_000;

const RETRY_MS = 20;

/** Returns the path of the lock of a file or folder: a hidden file next to it. */
export function lockBeside(path: string): string {
  const target = resolve(path);
  return join(dirname(target), `.${basename(target)}.lock`);
}

/**
 * Holds a lock while `work` runs. The lock of a killed process does not count.
 *
 * @param lock the path of the lock.
 * @param what names the thing being written, for the error.
 * @throws {CommandError} if another process holds the lock.
 */
export async function withLock<Result>(
  { lock, what }: { lock: string; what: string },
  work: () => Promise<Result>,
): Promise<Result> {
  await makeFolder(dirname(lock));
  return withExitOnSignal(async () => {
    while (!take(lock)) await release(lock, what);
    const releaseAtExit = () => rmSync(lock, { force: true });
    process.once('exit', releaseAtExit);
    try {
      return await work();
    } finally {
      process.off('exit', releaseAtExit);
      // A lock that cannot be removed does not count after this process ends.
      await rm(lock, { force: true }).catch(() => undefined);
    }
  });
}

/** Removes the locks in a folder that no process holds. */
export async function sweepLocks(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const isLock = name.startsWith('.') && name.endsWith('.lock');
    // A lock that cannot be removed does no harm.
    if (isLock) await release(join(folder, name), name).catch(() => undefined);
  }
}

/** Takes a lock synchronously, so that no signal comes before the handler that removes it. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, thisOwner(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // On a full disk the file may exist, but be empty.
    removeQuietly(lock);
    // Users know the folder, not the lock.
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { path: dirname(lock) });
  }
}

function removeQuietly(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // On a disk that is read-only now, the lock was not made.
  }
}

/** Removes a lock that no process holds. @throws {CommandError} if one does. */
async function release(lock: string, what: string): Promise<void> {
  const found = await readLock(lock);
  if (found === undefined) return;
  if (found.isHeld) {
    const who = found.pid === undefined ? 'another command' : `another command (process ${found.pid})`;
    throw new CommandError(
      `${what} is being written by ${who}: wait until that is done; if nothing runs, delete ${lock}`,
    );
  }
  await withBreaker(`${lock}.breaking`, async () => {
    // Another process may have done this just now, and hold its own lock.
    if ((await readLock(lock))?.isHeld === false) await rm(lock, { force: true });
  });
}

/** Lets one process at a time remove a lock; others wait a moment and look again. */
async function withBreaker(breaker: string, work: () => Promise<void>): Promise<void> {
  if (!take(breaker)) {
    if ((await readLock(breaker))?.isHeld === false) await rm(breaker, { force: true });
    await delay(RETRY_MS);
    return;
  }
  try {
    await work();
  } finally {
    await rm(breaker, { force: true }).catch(() => undefined);
  }
}

async function readLock(lock: string): Promise<{ isHeld: boolean; pid: number | undefined } | undefined> {
  try {
    const [owner, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    const isHeld = owner === '' ? Date.now() - mtimeMs < UNNAMED_MS : mayRun(owner);
    return { isHeld, pid: processOf(owner) };
  } catch {
    return undefined;
  }
}
