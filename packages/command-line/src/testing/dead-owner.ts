import { spawnSync } from 'node:child_process';
import { thisOwner } from '../owner.ts';

/** Returns the name of an ended process of this machine. */
export function deadOwner(): string {
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  return thisOwner().replace(/-[0-9]+-/, `-${pid}-`);
}
