import { rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from './command-error.ts';
import { withExitOnSignal } from './exit-on-signal.ts';
import { makeFolder } from './make-folder.ts';
import { mayRun, processOf, thisOwner } from './owner.ts';

/** Between making a lock and writing into it there is a moment. */
const UNNAMED_MS = 10_000;

const RETRY_MS = 20;

/** The lock of a file or folder: a file beside it, or where else it disturbs nobody, that begins with a dot. */
export function lockBeside(path: string): string {
  const target = resolve(path);
  return join(dirname(target), `.${basename(target)}.lock`);
}

/**
 * Holds a lock for as long as `work` takes. That of a process that was killed counts no longer.
 *
 * @param lock the file.
 * @param what is written meanwhile, for the error.
 * @throws {CommandError} where another process holds it.
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
      // One that stays counts no longer when this process has ended.
      await rm(lock, { force: true }).catch(() => undefined);
    }
  });
}

/** Removes the locks in a folder that nobody holds. */
export async function sweepLocks(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const isLock = name.startsWith('.') && name.endsWith('.lock');
    // What cannot be removed disturbs nobody.
    if (isLock) await release(join(folder, name), name).catch(() => undefined);
  }
}

/** At once, so that no signal comes between the making of a lock and what removes it at the exit. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, thisOwner(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    // On a disk that is full the file may be there, and nothing in it.
    removeQuietly(lock);
    // Of the folder people know; of the lock they do not.
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { path: dirname(lock) });
  }
}

function removeQuietly(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // On a disk that is read-only by now, it was not made.
  }
}

/** Removes a lock that nobody holds. @throws {CommandError} where somebody does. */
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
    // Another process may have done so just now, and hold one of its own.
    if ((await readLock(lock))?.isHeld === false) await rm(lock, { force: true });
  });
}

/** Lets one process at a time remove a lock, and those that come meanwhile look again. */
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
