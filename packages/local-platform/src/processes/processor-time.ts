import { readFile } from 'node:fs/promises';

/** Duration of one Linux clock tick. */
const TICK_MS = 10;

/**
 * Returns the processor time that a process has used since it started, in all its threads, in milliseconds. Linux only.
 */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The process's name comes before, in brackets, and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return TICK_MS * (Number(fields[11]) + Number(fields[12]));
}
