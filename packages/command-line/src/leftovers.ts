import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mayRun, OWNER_PATTERN, thisOwner } from './owner.ts';

/**
 * Returns a name for a file or folder that exists only while this process runs. If the process is killed,
 * {@link sweepLeftovers} recognizes the leftover by its name.
 *
 * @param prefix the purpose of the file or folder.
 */
export function ownName(prefix: string): string {
  return `${prefix}-${thisOwner()}-${randomBytes(4).toString('hex')}`;
}

/**
 * Removes files and folders with such names that killed processes left in a folder. Keeps those of running processes.
 *
 * @param rescue is called with each path before it is removed.
 */
export async function sweepLeftovers(
  folder: string,
  prefix: string,
  rescue: (leftover: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${prefix}-`)) continue;
    const [, owner] =
      new RegExp(`^(${OWNER_PATTERN})-[0-9a-f]{8}$`).exec(name.slice(prefix.length + 1)) ?? [];
    if (owner === undefined || mayRun(owner)) continue;
    const path = join(folder, name);
    await rescue(path);
    // A leftover that cannot be removed does no harm.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
