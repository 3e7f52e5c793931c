import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TrainDigitsError } from '../train-digits-error.ts';

/**
 * Checks, before the work, that a folder may be written.
 *
 * @throws {TrainDigitsError} if it exists.
 */
export async function refuseToOverwrite(directory: string): Promise<void> {
  const isThere = await access(directory).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new TrainDigitsError(`${directory} exists already. Use \`--force\` to replace it.`);
  }
}

/** Fills a folder, then moves it into place instead of an existing one: it is never half written. */
export async function writeDirectory({
  directory,
  fill,
}: {
  directory: string;
  fill: (temporary: string) => Promise<void>;
}): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const temporary = await mkdtemp(join(dirname(directory), '.new-'));
  try {
    await fill(temporary);
    // Only its owner can read a temporary folder.
    await chmod(temporary, 0o755);
    await rm(directory, { recursive: true, force: true });
    await rename(temporary, directory);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
