import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, MANIFEST_FILE, parseManifest } from '@pilotlight/model-runtime/store';

/** Reads the manifest in a model's folder; undefined if there is none. */
export async function manifestIn(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? parseManifest(JSON.parse(await readFile(file, 'utf8'))) : undefined;
}
