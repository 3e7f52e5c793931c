import { readFile } from 'node:fs/promises';

/**
 * Returns the peak memory of a process, in MiB; undefined if the system does not report it. Not `maxRSS`: on Linux that
 * starts with the memory of the parent process.
 */
export async function peakMiB(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
