import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pinned } from '@pilotlight/local-platform';

/** Times of the machine alone for the bytes of files in the system's cache, in milliseconds. */
export interface MachineSpeed {
  reading: number;
  /** Copying into fresh memory. */
  copying: number;
  /** SHA-256, which verifies that a file is the added one. */
  digesting: number;
  /** Time of the first touch of a page of 4 KiB, in microseconds: a minor page fault. */
  faultMicroseconds: number;
}

/** Measures these in a fresh process, held to one processor. */
export async function machineSpeed(files: readonly string[]): Promise<MachineSpeed> {
  const script = join(import.meta.dirname, 'copy-process.ts');
  const [program = '', ...args] = pinned([process.execPath, script, ...files]);
  const { stdout } = await promisify(execFile)(program, args);
  const speed: MachineSpeed = JSON.parse(stdout);
  return speed;
}
