import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mayRun, OWNER_PATTERN, thisOwner } from './owner.ts';

/**
 * Names a file or folder that is there only while this process runs. Where the process is killed,
 * {@link sweepLeftovers} knows by the name that nobody needs it any more.
 *
 * @param prefix says what it is for.
 */
export function ownName(prefix: string): string {
  return `${prefix}-${thisOwner()}-${randomBytes(4).toString('hex')}`;
}

/**
 * Removes what processes that were killed left in a folder under such names, and nothing of one that still runs.
 *
 * @param rescue is called with the path of each before it goes.
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
    // What cannot be removed disturbs nobody.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
