import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from '@pilotlight/local-platform';

/** The scripts that make models with Python TensorFlow. */
export const SCRIPTS = join(REPOSITORY, 'tools/oracle-fixtures');

/** The folder of the cache for what those scripts, as they are now, make: others make it anew. */
export async function madeBy(cache: string, name: string): Promise<string> {
  const digest = createHash('sha256');
  for (const file of (await readdir(SCRIPTS)).toSorted()) {
    if (/\.(py|txt)$/.test(file)) digest.update(await readFile(join(SCRIPTS, file)));
  }
  return join(cache, `${name}-${digest.digest('hex').slice(0, 8)}`);
}
