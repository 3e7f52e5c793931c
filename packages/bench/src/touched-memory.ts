import { readFile } from 'node:fs/promises';
import { childrenOf } from './instance-memory.ts';

/** Memory and bytes that an instance has touched since it was spawned. */
export interface Touched {
  /**
   * Pages of memory that it used for the first time, or for the first time after the system had taken them away (minor
   * page faults, `proc(5)`). Unlike time, their number hardly depends on other work of the machine.
   */
  minorFaults: number;
  /** Bytes that it read from files and sockets, in the system's cache or not, in MB. */
  readMB: number;
}

/**
 * Returns the memory and bytes touched by an instance and the processes that it started; undefined if the system does
 * not report them.
 */
export async function touchedBy(pid: number): Promise<Touched | undefined> {
  const [stat, io] = await Promise.all(
    ['stat', 'io'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
  );
  // The second field is the program's name in brackets, which may contain anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const read = /^rchar: (\d+)$/m.exec(io ?? '')?.[1];
  if (!fields || fields.length < 9 || read === undefined) return undefined;
  const [own, reaped] = [fields[7], fields[8]].map(Number);
  const sum = { minorFaults: (own ?? 0) + (reaped ?? 0), readMB: Number(read) / 1e6 };
  for (const child of await childrenOf(pid)) {
    const touched = await touchedBy(child);
    sum.minorFaults += touched?.minorFaults ?? 0;
    sum.readMB += touched?.readMB ?? 0;
  }
  return sum;
}
