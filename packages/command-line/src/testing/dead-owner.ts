import { spawnSync } from 'node:child_process';
import { thisOwner } from '../owner.ts';

/** For tests: the name of a process of this machine that has ended. */
export function deadOwner(): string {
  const { pid } = spawnSync(process.execPath, ['--eval', '']);
  return thisOwner().replace(/-[0-9]+-/, `-${pid}-`);
}
