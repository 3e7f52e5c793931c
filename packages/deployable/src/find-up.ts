import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DeployableError } from './deployable-error.ts';

/**
 * Returns the nearest folder, from `directory` up, that has a file of this name.
 *
 * @throws {DeployableError} if none has.
 */
export async function findUp(file: string, directory: string): Promise<string> {
  const isHere = await access(join(directory, file)).then(
    () => true,
    () => false,
  );
  if (isHere) return directory;
  if (dirname(directory) === directory) throw new DeployableError(`no folder above has a ${file}`);
  return findUp(file, dirname(directory));
}
