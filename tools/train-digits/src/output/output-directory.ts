import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TrainDigitsError } from '../train-digits-error.ts';

/**
 * Makes sure, before the work and not after it, that a folder may be written.
 *
 * @throws {TrainDigitsError} when it is there.
 */
export async function refuseToOverwrite(directory: string): Promise<void> {
  const isThere = await access(directory).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new TrainDigitsError(`${directory} is there already. Give \`--force\` to replace it.`);
  }
}

/** Fills a folder and only then puts it in its place, instead of what may be there: it is never half written. */
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
    // A temporary folder is its owner's alone.
    await chmod(temporary, 0o755);
    await rm(directory, { recursive: true, force: true });
    await rename(temporary, directory);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
