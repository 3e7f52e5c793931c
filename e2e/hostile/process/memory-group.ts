import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const MIB = 1024 * 1024;

/** How the system keeps groups of processes that may have so much memory, in its two versions (`man 7 cgroups`). */
const VERSIONS = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', line: /^\d+:memory:(.*)$/m },
  { root: '/sys/fs/cgroup', limit: 'memory.max', line: /^0::(.*)$/m },
] as const;

/** A group whose processes may have so much memory together; one that takes more is ended by the system. */
export interface MemoryGroup extends AsyncDisposable {
  /** Runs something within which processes are started: they are in the group from their first instruction. */
  within<Result>(start: () => Promise<Result>): Promise<Result>;
}

/** Makes a group; undefined where the system has none, or gives none to this user. */
export async function makeMemoryGroup(limitMiB: number): Promise<MemoryGroup | undefined> {
  const own = await readFile('/proc/self/cgroup', 'latin1').catch(() => '');
  for (const { root, limit, line } of VERSIONS) {
    const [, home] = line.exec(own) ?? [];
    if (home === undefined) continue;
    const group = `${root}/pilotlight-${process.pid}-${Math.random().toString(36).slice(2)}`;
    try {
      await mkdir(group);
      await writeFile(`${group}/${limit}`, String(limitMiB * MIB));
    } catch {
      await rmdir(group).catch(() => undefined);
      continue;
    }
    return {
      async within(start) {
        // A child is where its parent is; so this process goes there and back.
        await join(group);
        try {
          return await start();
        } finally {
          await join(`${root}${home}`);
        }
      },
      [Symbol.asyncDispose]: () => remove(group),
    };
  }
  return undefined;
}

/** Puts this process into a group; what it starts from then on is there too. */
function join(group: string): Promise<void> {
  return writeFile(`${group}/cgroup.procs`, String(process.pid));
}

/** A group can be removed once its last process is gone, which takes the system a moment. */
async function remove(group: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isGone = await rmdir(group).then(
      () => true,
      () => false,
    );
    if (isGone) return;
    await delay(20);
  }
}
