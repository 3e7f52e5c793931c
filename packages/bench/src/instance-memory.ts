import { readFile } from 'node:fs/promises';
import { peakMiB } from '@pilotlight/model-runtime/measure';

/**
 * Returns the peak memory of an instance, in MiB: its process and those that it started, as some servers work in other
 * processes than the one that listens. Undefined if the system does not report it.
 */
export async function instanceMiB(pid: number): Promise<number | undefined> {
  const own = await peakMiB(pid);
  if (own === undefined) return undefined;
  let sum = own;
  for (const child of await childrenOf(pid)) sum += (await instanceMiB(child)) ?? 0;
  return sum;
}

/** Returns the running processes that a process has started. */
export async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}
