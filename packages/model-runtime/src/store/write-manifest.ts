import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, MANIFEST_FILE, parseManifest } from './manifest.ts';

/** Writes a model's manifest, after it has been read as the runtime will read it. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const json = `${JSON.stringify(manifest, undefined, 2)}\n`;
  parseManifest(JSON.parse(json));
  await writeFile(join(directory, MANIFEST_FILE), json);
}
