import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';

/** Scripts that make models with Python TensorFlow. */
export const SCRIPTS = join(REPOSITORY, 'tools/oracle-fixtures');

/** Returns the cache folder for the output of the present scripts: changed scripts have another one. */
export async function madeBy(cache: string, name: string): Promise<string> {
  const digest = createHash('sha256');
  for (const file of (await readdir(SCRIPTS)).toSorted()) {
    if (/\.(py|txt)$/.test(file)) digest.update(await readFile(join(SCRIPTS, file)));
  }
  return join(cache, `${name}-${digest.digest('hex').slice(0, 8)}`);
}
