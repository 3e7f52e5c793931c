import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, parseManifest } from '@pilotlight/model-runtime';
import { measureModel } from '@pilotlight/model-runtime/measure-model';

/** Measures what serving the model takes, and writes that into its manifest; the memory of the function follows from it. */
export async function recordNeeds(directory: string): Promise<void> {
  const file = join(directory, MANIFEST_FILE);
  const manifest = parseManifest(JSON.parse(await readFile(file, 'utf8')));
  const measured = await measureModel({ model: 'digits', version: 1, path: directory });
  await writeFile(file, `${JSON.stringify({ ...manifest, measured }, undefined, 2)}\n`);
}
