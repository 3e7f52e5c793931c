import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const MIB = 1024 * 1024;

/** The system's two versions of process groups with a memory limit (`man 7 cgroups`). */
const VERSIONS = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', line: /^\d+:memory:(.*)$/m },
  { root: '/sys/fs/cgroup', limit: 'memory.max', line: /^0::(.*)$/m },
] as const;

/** A group of processes with a common memory limit; the system ends a process that exceeds it. */
export interface MemoryGroup extends AsyncDisposable {
  /** Runs `start`, and puts the processes that it starts into the group from their first instruction. */
  within<Result>(start: () => Promise<Result>): Promise<Result>;
}

/** Creates a group; returns undefined if the system has none, or does not allow it to this user. */
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
        // A child starts in its parent's group; so this process joins the group, and leaves it afterwards.
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

/** Moves this process into a group; the processes that it starts afterwards are there too. */
function join(group: string): Promise<void> {
  return writeFile(`${group}/cgroup.procs`, String(process.pid));
}

/** Removes a group. That works only after its last process is gone, which takes the system a moment. */
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
