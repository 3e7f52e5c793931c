import { readdir, readFile } from 'node:fs/promises';

/** Reads the memory and the descriptors that a process holds now. */
export async function held(pid: number): Promise<{ residentMiB: number; descriptors: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
  return { residentMiB: Number(kilobytes) / 1024, descriptors: (await readdir(`/proc/${pid}/fd`)).length };
}
