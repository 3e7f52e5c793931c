import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FUNCTIONS_MANIFEST_FILE } from '@pilotlight/deployable/functions-manifest';

const PARAMETER = /^\{\{ params\.(\w+) \}\}$/;

/**
 * Removes, from a built codebase's `functions.yaml`, every account whose parameter is empty, so that the platform's
 * default applies. The Firebase CLI takes an empty account for the default one when it creates a function, but for an
 * account without a name when it creates the function's schedule, and Google refuses that.
 */
export async function applyDefaultAccounts(
  directory: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const file = join(directory, FUNCTIONS_MANIFEST_FILE);
  const manifest: { endpoints: Record<string, { serviceAccountEmail?: string | null }> } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  for (const endpoint of Object.values(manifest.endpoints)) {
    const name = PARAMETER.exec(endpoint.serviceAccountEmail ?? '')?.[1];
    if (name !== undefined && !values[name]) endpoint.serviceAccountEmail = null;
  }
  await writeFile(file, JSON.stringify(manifest));
}
