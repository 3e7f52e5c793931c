import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FUNCTIONS_MANIFEST_FILE } from '@pilotlight/deployable/functions-manifest';

const PARAMETER = /^\{\{ params\.(\w+) \}\}$/;

/**
 * Leaves to the platform, in a built codebase's `functions.yaml`, every account that the deployment names by an empty
 * parameter. The Firebase CLI itself takes an empty one for the default account when it makes a function, and for an
 * account without a name when it makes the function's schedule, which Google refuses.
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
