import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findUp } from './find-up.ts';

export const FUNCTIONS_MANIFEST_FILE = 'functions.yaml';

/**
 * Writes the list of functions that the folder's code declares, made by firebase-functions. With this file the CLI need
 * not start the code to find out, nor find firebase-functions in the folder.
 *
 * @param names deployed names of functions, by their exported names, where the two differ.
 */
export async function writeFunctionsManifest(
  directory: string,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  const file = join(directory, FUNCTIONS_MANIFEST_FILE);
  await promisify(execFile)(process.execPath, [await commandFile(), '.'], {
    cwd: directory,
    env: {
      ...process.env,
      GCLOUD_PROJECT: 'any',
      FUNCTIONS_MANIFEST_OUTPUT_PATH: file,
    },
  });
  const manifest: { endpoints: Record<string, unknown> } = JSON.parse(await readFile(file, 'utf8'));
  const named = Object.entries(manifest.endpoints).map(([name, endpoint]) => [names[name] ?? name, endpoint]);
  await writeFile(file, JSON.stringify({ ...manifest, endpoints: Object.fromEntries(named) }));
}

/** Finds the command of firebase-functions, beside the code of this package: the folder may be anywhere. */
async function commandFile(): Promise<string> {
  const installed = await findUp('node_modules/firebase-functions', import.meta.dirname);
  return join(installed, 'node_modules/firebase-functions/lib/bin/firebase-functions.js');
}
