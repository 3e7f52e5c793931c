import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { applyDefaultAccounts } from '@pilotlight/deploy/default-accounts';
import { FUNCTIONS_MANIFEST_FILE, writeFunctionsManifest } from '@pilotlight/deployable/functions-manifest';
import type { Problem } from './problem.ts';

/** Checks that the uploaded `functions.yaml` matches the declarations of the uploaded code, in this deployment. */
export async function checkManifest(
  name: string,
  directory: string,
  values: Readonly<Record<string, string>>,
): Promise<Problem[]> {
  const read = async (): Promise<{ endpoints?: Record<string, { entryPoint: string }> }> =>
    JSON.parse(await readFile(join(directory, FUNCTIONS_MANIFEST_FILE), 'utf8'));
  const uploaded = await read();
  const names = Object.entries(uploaded.endpoints ?? {}).map(([id, { entryPoint }]) => [entryPoint, id]);
  await writeFunctionsManifest(directory, Object.fromEntries(names));
  await applyDefaultAccounts(directory, values);
  if (isDeepStrictEqual(uploaded, await read())) return [];
  return [{ where: name, problem: 'functions.yaml differs from what its code declares: run npm run build' }];
}
