import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pinned } from '@pilotlight/local-platform';

/** What the machine itself takes for the bytes of files that lie in the system's cache, in milliseconds. */
export interface MachineSpeed {
  reading: number;
  /** Into fresh memory. */
  copying: number;
  /** SHA-256, by which a file is known to be the one that was added. */
  digesting: number;
  /** The first touch of a page of 4 KiB, in microseconds: a minor page fault. */
  faultMicroseconds: number;
}

/** Measures that in a fresh process, held to one processor. */
export async function machineSpeed(files: readonly string[]): Promise<MachineSpeed> {
  const script = join(import.meta.dirname, 'copy-process.ts');
  const [program = '', ...args] = pinned([process.execPath, script, ...files]);
  const { stdout } = await promisify(execFile)(program, args);
  const speed: MachineSpeed = JSON.parse(stdout);
  return speed;
}
