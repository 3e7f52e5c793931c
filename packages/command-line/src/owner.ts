import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** How a process is named in what it leaves while it runs: `<machine>-<process>-<its start>`. */
export const OWNER_PATTERN = '([0-9a-f]{8})-([0-9]+)-([0-9]+)';

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Names this process. */
export function thisOwner(): string {
  return `${machine}-${process.pid}-${startOf(process.pid) ?? 0}`;
}

/** The number of the process that a name stands for, for an error. */
export function processOf(owner: string): number | undefined {
  const [, , pid] = match(owner) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

/** Says whether the process of that name may still run. Of another machine nobody here can tell, so it may. */
export function mayRun(owner: string): boolean {
  const [, where, pid, start] = match(owner) ?? [];
  if (where === undefined) return false;
  if (where !== machine) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // Somebody else's process runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // Another one may have its number by now.
  const now = startOf(Number(pid));
  return now === undefined || start === '0' || start === String(now);
}

function match(owner: string): RegExpExecArray | null {
  return new RegExp(`^${OWNER_PATTERN}$`).exec(owner);
}

/** When a process began, in ticks since the machine did: Linux says it, in the 22nd field. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name, which may hold anything.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? undefined : Number(ticks);
  } catch {
    return undefined;
  }
}
