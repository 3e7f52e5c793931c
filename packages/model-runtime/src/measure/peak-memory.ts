import { readFile } from 'node:fs/promises';

/**
 * The most memory that a process held, in MiB; undefined where the system does not tell. Not `maxRSS`: on Linux that
 * begins with what the process that started it held.
 */
export async function peakMiB(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
