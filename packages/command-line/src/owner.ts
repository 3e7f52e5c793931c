import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Pattern of a process's name in its files: `<machine>-<process>-<its start>`. */
export const OWNER_PATTERN = '([0-9a-f]{8})-([0-9]+)-([0-9]+)';

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Returns the name of this process. */
export function thisOwner(): string {
  return `${machine}-${process.pid}-${startOf(process.pid) ?? 0}`;
}

/** Returns the process number in a name, for an error. */
export function processOf(owner: string): number | undefined {
  const [, , pid] = match(owner) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

/** True if the process of that name may still run. For another machine that is unknown, so it may. */
export function mayRun(owner: string): boolean {
  const [, where, pid, start] = match(owner) ?? [];
  if (where === undefined) return false;
  if (where !== machine) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // A process of another user counts as running.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // Another process may have its number now.
  const now = startOf(Number(pid));
  return now === undefined || start === '0' || start === String(now);
}

function match(owner: string): RegExpExecArray | null {
  return new RegExp(`^${OWNER_PATTERN}$`).exec(owner);
}

/** Returns the start of a process, in ticks since the machine's start. Only Linux reports it, in the 22nd field. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name, which may hold any characters.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? undefined : Number(ticks);
  } catch {
    return undefined;
  }
}
